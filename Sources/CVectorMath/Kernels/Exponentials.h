// What is made of the exponential near 1, where it must not lose digits: expm1, sinh, cosh, tanh; and its inverse log1p.

#if FUSED

// Adding this rounds a number to whole, which then stands in the lowest bits.
#define ROUNDER (WIDE ? (R)0x1.8p52 : (R)0x1.8p23)
#define EXPONENT_BITS (WIDE ? 52 : 23)
#define EXPONENT_BIAS (WIDE ? 1023 : 127)

// The Taylor series of (exp(r) - 1 - r) / r² on |r| <= ln(2) / 2, in pairs of terms.
INLINE V FN(exp_tail)(V r) {
  V s = r * r;
  V a = FMA(r, FN(splat)((R)(1.0 / 6)), FN(splat)((R)(1.0 / 2)));
  V b = FMA(r, FN(splat)((R)(1.0 / 120)), FN(splat)((R)(1.0 / 24)));
  V c = FMA(r, FN(splat)((R)(1.0 / 5040)), FN(splat)((R)(1.0 / 720)));
  if (!WIDE) return FMA(s, FMA(s, c, b), a);
  V d = FMA(r, FN(splat)((R)(1.0 / 362880)), FN(splat)((R)(1.0 / 40320)));
  V e = FMA(r, FN(splat)((R)(1.0 / 39916800)), FN(splat)((R)(1.0 / 3628800)));
  V f = FMA(r, FN(splat)((R)(1.0 / 6227020800)), FN(splat)((R)(1.0 / 479001600)));
  V s2 = s * s;
  V low = FMA(s, b, a), middle = FMA(s, d, c), high = FMA(s, f, e);
  return FMA(s2, FMA(s2, high, middle), low);
}

/// exp(y) = 2 half (1 + p + p_low), where `half` is a power of two.
typedef struct {
  V half, p, p_low;
} FN(exponential);

// For |y| up to 710, or 89; `half` is `2^lowered` times too small.
INLINE FN(exponential) FN(lowered_exponential)(V y, int lowered) {
  const V shifted = FMA(y, FN(splat)((R)1.4426950408889634), FN(splat)(ROUNDER));
  const V n = shifted - ROUNDER;
  // What is left of ln 2 in `low` matters to the last bit.
  const V first = FMA(n, FN(splat)(WIDE ? (R)-0x1.62e42fefa39efp-1 : (R)-0x1.62e43p-1), y);
  const R rest = WIDE ? (R)-0x1.abc9e3b39803fp-56 : (R)0x1.05c61p-29;
  const V r = FMA(n, FN(splat)(rest), first);
  const V low = FMA(n, FN(splat)(rest), first - r);
  const V tail = FMA(r * r, FN(exp_tail)(r), low);
  FN(exponential) e;
  e.p = r + tail;
  e.p_low = (r - e.p) + tail;
  const INTEGER bias = EXPONENT_BIAS - 1 - lowered;
  e.half = (V)(((I)shifted << EXPONENT_BITS) + (bias << EXPONENT_BITS));
  return e;
}

INLINE FN(exponential) FN(exponential_of)(V y) { return FN(lowered_exponential)(y, 0); }

INLINE V FN(least)(V x, R most) { return FN(pick)(x < most, x, FN(splat)(most)); }

// Half the exponential of a number so large that the whole may be infinite where half of it is not.
INLINE V FN(half_exp)(V x) {
  const FN(exponential) e = FN(lowered_exponential)(FN(least)(x, WIDE ? (R)720 : (R)95), 16);
  return FMA(e.half, e.p, FMA(e.half, e.p_low, e.half)) * (R)0x1p16;
}

/// (exp(y) - 1) / 2 in two parts.
INLINE V FN(half_expm1)(V y, V *low) {
  const FN(exponential) e = FN(exponential_of)(y);
  const V base = e.half - (R)0.5;
  const V high = FMA(e.half, e.p, base);
  *low = FMA(e.half, e.p_low, FMA(e.half, e.p, base - high));
  return high;
}

/// x / (1 + 2x) for x = high + low ≥ 0, in two parts.
INLINE V FN(over_its_double)(V high, V low, V *rest) {
  const V twice = 2 * high, denominator = 1 + twice;
  const V part = denominator - twice;
  const V denominator_low = (twice - (denominator - part)) + (1 - part) + 2 * low;
  const V inverse = 1 / denominator, t = high * inverse;
  const V error = FMA(-t, denominator, high) + FMA(-t, denominator_low, low);
  *rest = error * inverse;
  return t;
}

INLINE V FN(expm1)(V x) {
  // Less than this is -1, and a NaN stays.
  V y = FN(pick)(x > (WIDE ? (R)-40 : (R)-20), x, FN(splat)(WIDE ? (R)-40 : (R)-20));
  y = FN(least)(y, WIDE ? (R)710 : (R)89);
  V low;
  const V high = FN(half_expm1)(y, &low);
  V result = 2 * (high + low);
  result = FN(pick)(x < (WIDE ? (R)-40 : (R)-20), FN(splat)(-1), result);
  const V size = FN(absolute)(x);
  return FN(pick)((size < (WIDE ? (R)0x1p-54 : (R)0x1p-25)) | (x != x), x, result);
}

INLINE V FN(sinh)(V x) {
  const R large = WIDE ? (R)700 : (R)88;
  const V size = FN(absolute)(x);
  V low, rest;
  const V high = FN(half_expm1)(FN(least)(size, large), &low);
  const V other = FN(over_its_double)(high, low, &rest);
  const V sum = high + other;
  V result = sum + (((high - sum) + other) + (low + rest));
  if (__builtin_reduce_or(size > large)) {
    result = FN(pick)(size > large, FN(half_exp)(size), result);
  }
  result = FN(pick)((size < (WIDE ? (R)0x1p-27 : (R)0x1p-13)) | (x != x), size, result);
  return __builtin_elementwise_copysign(result, x);
}

INLINE V FN(cosh)(V x) {
  const R large = WIDE ? (R)700 : (R)88;
  const V size = FN(absolute)(x);
  const FN(exponential) e = FN(exponential_of)(FN(least)(size, large));
  const V high = FMA(e.half, e.p, e.half);
  const V low = FMA(e.half, e.p_low, FMA(e.half, e.p, e.half - high));
  const V other = (R)0.25 / high;
  const V sum = high + other;
  V result = sum + (((high - sum) + other) + low);
  if (__builtin_reduce_or(size > large)) {
    result = FN(pick)(size > large, FN(half_exp)(size), result);
  }
  return FN(pick)(x == x, result, x);
}

// tanh x = E / (E + 2) with E = exp(2x) - 1.
INLINE V FN(tanh)(V x) {
  // From here on the tangent rounds to 1.
  const V size = FN(least)(FN(absolute)(x), WIDE ? (R)20 : (R)10);
  V low, rest;
  const V high = FN(half_expm1)(2 * size, &low);
  // Twice (E / 2) / (E + 2).
  const V denominator = high + 1, part = denominator - high;
  const V denominator_low = (high - (denominator - part)) + (1 - part) + low;
  const V inverse = 1 / denominator;
  V t = high * inverse;
  rest = FMA(-t, denominator, high) + FMA(-t, denominator_low, low);
  t = FMA(rest, inverse, t);
  return FN(pick)(x == x, __builtin_elementwise_copysign(t, x), x);
}

// With u = 1 + x = 2^k m, m about 1, f = m - 1 and s = f / (2 + f): log m = f - f²/2 + s (f²/2 + R(s²)), where R is
// that of 2 atanh s = 2 s + s R(s²), a polynomial through Chebyshev's nodes.
//
// The logarithm of 1 + x + low, for finite x > -1.
INLINE V FN(log_of_sum)(V x, V low) {
  const V u = 1 + x, part = u - 1;
  const V lost = (1 - (u - part)) + (x - part) + low;
  const INTEGER root = WIDE ? (INTEGER)0x3FE6A09E667F3BCD : (INTEGER)0x3F3504F3;
  const I k = ((I)u - root) >> EXPONENT_BITS;
  const V m = (V)((I)u - (k << EXPONENT_BITS));
  const V scale = (V)((EXPONENT_BIAS - k) << EXPONENT_BITS);
  const V f = m - 1;
  // What 1 + x lost, over m: it counts where f is small, and the largest x have no scale.
  V mended = (lost * scale) * FMA(f, f - 1, FN(splat)(1));
  mended = FN(pick)(x < (WIDE ? (R)0x1p60 : (R)0x1p30), mended, FN(splat)(0));
  const V s = f / (2 + f), z = s * s, z2 = z * z;
  V r;
  if (WIDE) {
    const V a = FMA(z, FN(splat)((R)0.399999999998995045), FN(splat)((R)0.666666666666666969));
    const V b = FMA(z, FN(splat)((R)0.222222111347950799), FN(splat)((R)0.285714286259754849));
    const V c = FMA(z, FN(splat)((R)0.153317216005560413), FN(splat)((R)0.181828891252617221));
    const V d = FMA(z2, FN(splat)((R)0.146164496850434059), c);
    r = FMA(z2, FMA(z2, d, b), a);
  } else {
    const V a = FMA(z, FN(splat)((R)0.399887805660219819), FN(splat)((R)0.66666685039575855));
    r = FMA(z2, FN(splat)((R)0.295799493919727847), a);
  }
  r = r * z;
  const V half = (R)0.5 * f * f;
  const V n = (V)(k + (I)FN(splat)(ROUNDER)) - ROUNDER;
  const R high = WIDE ? (R)0x1.62e42fefp-1 : (R)0x1.62ep-1;
  const R rest = WIDE ? (R)0x1.473de6af278edp-34 : (R)0x1.0bfbe8e7bcd5ep-15;
  const V small = FMA(n, FN(splat)(rest), mended);
  return FMA(n, FN(splat)(high), f - (half - FMA(s, half + r, small)));
}

INLINE V FN(log1p)(V x) {
  V result = FN(log_of_sum)(x, FN(splat)(0));
  result = FN(pick)(x == -1, FN(splat)(-(R)INFINITY), result);
  result = FN(pick)(x < -1, FN(splat)((R)NAN), result);
  return FN(pick)((x == 0) | (x != x) | (x == (R)INFINITY), x, result);
}

// log(1 + exp(-x)) for x ≥ 0.
INLINE V FN(log1p_exp)(V x) {
  const R large = WIDE ? (R)40 : (R)20;
  const FN(exponential) e = FN(exponential_of)(-FN(least)(x, large));
  const V high = FMA(e.half, e.p, e.half);
  const V low = FMA(e.half, e.p_low, FMA(e.half, e.p, e.half - high));
  V result = FN(log_of_sum)(2 * high, 2 * low);
  // The logarithm of so little more than 1 is what it is more.
  if (__builtin_reduce_or(x > large)) result = FN(pick)(x > large, FN(exp)(-x), result);
  return FN(pick)(x == x, result, x);
}

#undef ROUNDER
#undef EXPONENT_BITS
#undef EXPONENT_BIAS

#else

WRAP_UNARY(tanh)
WRAP_UNARY(expm1)

// Half the exponential of a large number, in two factors that stay finite as long as the product.
INLINE V FN(half_exp)(V x) {
  V root = FN(exp)(x * (R)0.5);
  return root * (R)0.5 * root;
}

// SLEEF's log1p, sinh and cosh give up where something inside them overflows; there the largest part stands for the
// whole, which is more than precise enough.

INLINE V FN(log1p)(V x) {
  const R large = WIDE ? (R)0x1p1000 : (R)0x1p120;
  return FN(pick)(x > large, FN(log)(x), CALL_UNARY(log1p, _u10, x));
}

INLINE V FN(log1p_exp)(V x) { return FN(log1p)(FN(exp)(-x)); }

INLINE V FN(sinh)(V x) {
  V size = FN(absolute)(x);
  V large = __builtin_elementwise_copysign(FN(half_exp)(size), x);
  return FN(pick)(size > (WIDE ? (R)700 : (R)88), large, CALL_UNARY(sinh, _u10, x));
}

INLINE V FN(cosh)(V x) {
  V size = FN(absolute)(x);
  return FN(pick)(size > (WIDE ? (R)700 : (R)88), FN(half_exp)(size), CALL_UNARY(cosh, _u10, x));
}

#endif
