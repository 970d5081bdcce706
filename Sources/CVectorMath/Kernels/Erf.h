// The error function: x + x P(x²) up to 1, and 1 - exp(-x²) Q(t) with t = (x - 2) / (x + 2) above, where Q is
// exp(x²) erfc(x). Both polynomials go through Chebyshev's nodes, computed with 40 digits.

#if FUSED

#if WIDE
static const double erf_near_f64[] = {
    0.128379167095512567, -0.376126389031835404, 0.112837916709450063, -0.0268661706432377704,
    0.00522397760711642273, -0.000854832597538969208, 0.000120552949048397079,
    -0.0000149247369074196603, 1.64474247033173624e-6, -1.62084838018717059e-7,
    1.37200645467776856e-8, -7.79589882700214224e-10};
static const double erf_far_f64[] = {
    0.255395676310505716, -0.427185847413958492, 0.241658194242487627, -0.0789785810157126937,
    0.00373289240165644815, 0.00699746173920057474, -0.000847143122941533342,
    -0.000981977111474071531, 0.0000435526535981788277, 0.000174364772572567369,
    0.0000275603527566783132, -0.0000276407278219128536, -0.0000141663390691171082,
    1.85942738742940198e-6, 4.14630218326848772e-6, -2.22812957637235017e-7};
#else
static const float erf_near_f32[] = {
    0.1283791671f, -0.3761263847f, 0.112837825f, -0.02686543073f, 0.005221031808f,
    -0.0008484080406f, 0.0001126595903f, -9.667044571e-6f};
static const float erf_far_f32[] = {
    0.2553956403f, -0.4271858883f, 0.2416640251f, -0.07897195229f, 0.003592670701f,
    0.006837366788f};
#endif

/// A polynomial with coefficients from the constant upwards, an even number of them, in two interleaved halves.
INLINE V FN(halves)(const R *coefficients, int count, V x) {
  const V square = x * x;
  V even = FN(splat)(coefficients[count - 2]), odd = FN(splat)(coefficients[count - 1]);
  for (int k = count - 4; k >= 0; k -= 2) {
    even = FMA(even, square, FN(splat)(coefficients[k]));
    odd = FMA(odd, square, FN(splat)(coefficients[k + 1]));
  }
  return FMA(odd, x, even);
}

INLINE V FN(erf)(V x) {
  // From here on the function rounds to 1.
  const V size = FN(least)(FN(absolute)(x), WIDE ? (R)6 : (R)4), square = size * size;
  const V low = FN(halves)(FN(erf_near), sizeof FN(erf_near) / sizeof(R), square);
  const V near = FMA(size, low, size);
  const FN(exponential) e = FN(exponential_of)(-square);
  const V t = (size - 2) / (size + 2);
  const V q = FN(halves)(FN(erf_far), sizeof FN(erf_far) / sizeof(R), t);
  const V far = 1 - 2 * FMA(e.half, e.p, e.half) * q;
  const V result = __builtin_elementwise_copysign(FN(pick)(size < 1, near, far), x);
  return FN(pick)(x == x, result, x);
}

#else

WRAP_UNARY(erf)

#endif
