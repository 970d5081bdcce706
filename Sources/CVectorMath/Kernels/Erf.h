// The error function: x + x P(x²) up to 1, and 1 - exp(-x²) Q(t) with t = (x - 2) / (x + 2) above, where Q is
// exp(x²) erfc(x). The complement is exp(-x²) R(t) 8 / (x + 4) from 1/2 on, with t = (x - 4) / (x + 4). All polynomials go
// through Chebyshev's nodes, computed with 40 digits.

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
static const double erfc_far_f64[] = {
    0.13699945762506139, -0.122068591135110252, 0.0966510877831545273, -0.0676067289141540106,
    0.0413564484847586127, -0.0217513671550059434, 0.00954768936348326305, -0.00329625666729483945,
    0.000764006959329977607, -0.0000351198605462273775, -0.0000568816038124765526,
    0.0000221016159458365307, -4.5430763011251383e-7, -2.35766003800454871e-6,
    5.86525783452855408e-7, 1.78134909951576099e-7, -1.05228714008037614e-7,
    -9.59022812880415107e-9, 1.48584616202030204e-8, 2.16498915021038322e-10,
    -1.49111215662450239e-9, -1.46915370600721995e-11};
/// What the first two coefficients lack.
static const double erfc_lack_f64[] = {7.47558509286326e-18, -5.7843519346974535e-18};
#else
static const float erfc_far_f32[] = {
    0.1369994588f, -0.1220685828f, 0.09665091512f, -0.06760718244f, 0.04136016273f,
    -0.02174331631f, 0.009523207417f, -0.003353659014f, 0.0008032970096f, 0.000107141592f};
static const float erfc_lack_f32[] = {7.633923313e-10f, 1.175785186e-9f};
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

/// The complement at `x + low`, where `low` is what rounding took from the number that is meant.
///
/// Every rounding whose trace would reach the result is kept: that of the square, of the division, of the exponential.
INLINE V FN(erfc_of)(V x, V low) {
  const V size = FN(least)(FN(absolute)(x), WIDE ? (R)28 : (R)11);
  const V size_low = FN(pick)(size == FN(absolute)(x), FN(pick)(x < 0, -low, low), FN(splat)(0));
  const V square = size * size;
  const V square_low = FMA(size, size, -square) + 2 * size * size_low;

  // Up to 1/2: (1 - x) - x P(x²).
  const V first = 1 - x, first_low = (1 - first) - x - low;
  const V p = FN(halves)(FN(erf_near), sizeof FN(erf_near) / sizeof(R), square);
  const V near = first + FMA(-x, p, first_low);

  const V sum = size + 4, sum_low = size - (sum - 4), quotient = 1 / sum;
  const V lost = FMA(-sum, quotient, FN(splat)(1)) - sum_low * quotient;
  const V step = 8 * quotient, t = 1 - step, t_low = (1 - t) - step - step * lost;
  // The last three steps of the polynomial with what they lose.
  const int count = sizeof FN(erfc_far) / sizeof(R);
  const V t2 = t * t;
  V even = FN(splat)(FN(erfc_far)[count - 2]), odd = FN(splat)(FN(erfc_far)[count - 1]);
  for (int k = count - 4; k >= 2; k -= 2) {
    even = FMA(even, t2, FN(splat)(FN(erfc_far)[k]));
    odd = FMA(odd, t2, FN(splat)(FN(erfc_far)[k + 1]));
  }
  const V rest = FMA(odd, t, even), rest_low = FMA(odd, t, even - rest);
  const R first_term = FN(erfc_far)[1], constant = FN(erfc_far)[0];
  const V slope = FMA(rest, t, FN(splat)(first_term));
  const V slope_low = FMA(rest_low, t, FMA(rest, t, first_term - slope)) + FN(erfc_lack)[1];
  const V r = FMA(slope, t, FN(splat)(constant));
  const V lost_last = FMA(slope, t, constant - r) + FN(erfc_lack)[0];
  const V r_low = FMA(slope_low, t, FMA(t_low, FMA(rest, t, slope), lost_last));
  // Twice the power of two that is left out, so that no part of the exponential vanishes before its time.
  const int lowered = WIDE ? -200 : -100;
  const FN(exponential) e = FN(lowered_exponential)(-square, lowered);
  const V m = r * quotient;
  const V m_low = FMA(r, quotient, -m) + FMA(m, lost, r_low * quotient);
  const V factor = e.p + (e.p_low - square_low * (1 + e.p));
  const V tail = (m + FMA(m, factor, m_low)) * e.half * (WIDE ? (R)0x1p-196 : (R)0x1p-96);
  const V far = FN(pick)(x < 0, 2 - tail, tail);
  return FN(pick)(x == x, FN(pick)(size < (R)0.5, near, far), x);
}

INLINE V FN(erfc)(V x) { return FN(erfc_of)(x, FN(splat)(0)); }

/// x/2 erfc(-x/√2), the argument of the complement with the digits that it loses.
INLINE V FN(gelu)(V x) {
  const R root = (R)0.70710678118654752440;
  const R rest = WIDE ? (R)-4.8336466567264567e-17 : (R)1.2101617485882e-8;
  const V y = -x * root;
  const V tail = FN(erfc_of)(y, FMA(-x, FN(splat)(root), -y) - x * rest);
  // Zero also for the negative infinity.
  return FN(pick)(tail == 0, FN(splat)(0), (R)0.5 * x * tail);
}

#else

WRAP_UNARY(erf)

INLINE V FN(erfc)(V x) { return CALL_UNARY(erfc, _u15, x); }

INLINE V FN(gelu)(V x) {
  const V tail = FN(erfc)(x * (R)-0.70710678118654752440);
  return FN(pick)(tail == 0, FN(splat)(0), (R)0.5 * x * tail);
}

#endif
