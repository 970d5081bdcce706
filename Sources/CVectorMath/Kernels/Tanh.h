// The hyperbolic tangent, from the exponential of twice the argument: tanh x = E / (E + 2) with E = exp(2x) - 1.

#if FUSED

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

INLINE V FN(tanh)(V x) {
  const R most = WIDE ? (R)20 : (R)10;
  V size = FN(absolute)(x);
  // From here on the tangent rounds to 1.
  V y = 2 * FN(pick)(size < most, size, FN(splat)(most));
  V n = FN(round)(y * (R)1.4426950408889634);
  // What is left of ln 2 in `low` matters to the last bit.
  V first = FMA(n, FN(splat)(WIDE ? (R)-0x1.62e42fefa39efp-1 : (R)-0x1.62e43p-1), y);
  const R rest = WIDE ? (R)-0x1.abc9e3b39803fp-56 : (R)0x1.05c61p-29;
  V r = FMA(n, FN(splat)(rest), first);
  V low = FMA(n, FN(splat)(rest), first - r);
  V tail = FMA(r * r, FN(exp_tail)(r), low);
  V p = r + tail;
  V p_low = (r - p) + tail;
  // exp(y) - 1 = scale * (1 + p) - 1, in two parts.
  I exponent = __builtin_convertvector(n, I);
  V scale = (V)((exponent + (WIDE ? 1023 : 127)) << (WIDE ? 52 : 23));
  V base = scale - 1;
  V numerator = FMA(scale, p, base);
  V numerator_low = FMA(scale, p, base - numerator);
  numerator_low = FMA(scale, p_low, numerator_low);
  V denominator = numerator + 2;
  V part = denominator - numerator;
  V denominator_low = (numerator - (denominator - part)) + (2 - part) + numerator_low;
  V inverse = 1 / denominator;
  V t = numerator * inverse;
  V error = FMA(-t, denominator, numerator) + FMA(-t, denominator_low, numerator_low);
  t = FMA(error, inverse, t);
  t = __builtin_elementwise_copysign(t, x);
  return FN(pick)(x == x, t, x);
}

#else

WRAP_UNARY(tanh)

#endif
