// Elementwise functions of a vector, beyond what SLEEF gives as it is.

INLINE V FN(negate)(V x) { return -x; }
INLINE V FN(absolute)(V x) { return __builtin_elementwise_abs(x); }
INLINE V FN(floor)(V x) { return __builtin_elementwise_floor(x); }
INLINE V FN(ceil)(V x) { return __builtin_elementwise_ceil(x); }
INLINE V FN(round)(V x) { return __builtin_elementwise_roundeven(x); }
INLINE V FN(sqrt)(V x) { return __builtin_elementwise_sqrt(x); }
INLINE V FN(square)(V x) { return x * x; }
INLINE V FN(reciprocal)(V x) { return 1 / x; }
INLINE V FN(log1p)(V x) { return SLEEF(log1p, _u10)(x); }
INLINE V FN(sinh)(V x) { return SLEEF(sinh, _u10)(x); }
INLINE V FN(cosh)(V x) { return SLEEF(cosh, _u10)(x); }
INLINE V FN(asinh)(V x) { return SLEEF(asinh, _u10)(x); }
INLINE V FN(acosh)(V x) { return SLEEF(acosh, _u10)(x); }
INLINE V FN(erfc)(V x) { return SLEEF(erfc, _u15)(x); }

// Zero and NaN stay what they are.
INLINE V FN(sign)(V x) {
  return FN(pick)(x > 0, FN(splat)(1), FN(pick)(x < 0, FN(splat)(-1), x));
}

INLINE V FN(relu)(V x) { return FN(pick)(x <= 0, FN(splat)(0), x); }

// The exponential of a number that is not positive cannot overflow.
INLINE V FN(sigmoid)(V x) {
  V e = FN(exp)(-FN(absolute)(x));
  return FN(pick)(x < 0, e, FN(splat)(1)) / (1 + e);
}

INLINE V FN(softplus)(V x) {
  return FN(log1p)(FN(exp)(-FN(absolute)(x))) + FN(pick)(x <= 0, FN(splat)(0), x);
}

INLINE V FN(add)(V a, V b) { return a + b; }
INLINE V FN(subtract)(V a, V b) { return a - b; }
INLINE V FN(multiply)(V a, V b) { return a * b; }
INLINE V FN(divide)(V a, V b) { return a / b; }
INLINE V FN(atan2)(V a, V b) { return SLEEF(atan2, _u10)(a, b); }
INLINE V FN(hypot)(V a, V b) { return SLEEF(hypot, _u05)(a, b); }

// NaN wins over every number.
INLINE V FN(maximum)(V a, V b) { return FN(pick)((a > b) | (a != a), a, b); }
INLINE V FN(minimum)(V a, V b) { return FN(pick)((a < b) | (a != a), a, b); }

// Zero where the first is zero, also beside an infinity or NaN: the product rule of a branch that
// contributes nothing.
INLINE V FN(guardedMultiply)(V a, V b) { return FN(pick)(a == 0, FN(splat)(0), a * b); }

// Two equal infinities differ by NaN; their difference counts as zero here.
INLINE V FN(logaddexp)(V a, V b) {
  V difference = FN(pick)(a == b, FN(splat)(0), FN(absolute)(a - b));
  return FN(maximum)(a, b) + FN(log1p)(FN(exp)(-difference));
}

// Floored: the result has the sign of the divisor, as in Python. The remainder itself is exact.
INLINE V FN(modulo)(V a, V b) {
  V r;
  for (int lane = 0; lane < LANES; lane++) r[lane] = (R)(WIDE ? fmod(a[lane], b[lane]) : fmodf((float)a[lane], (float)b[lane]));
  r = FN(pick)((r != 0) & ((r < 0) != (b < 0)), r + b, r);
  return FN(pick)(r == 0, __builtin_elementwise_copysign(r, b), r);
}

// Squares, cubes, roots and reciprocals are what multiplying, `sqrt` and dividing give, and a whole
// power of a whole number is whole as long as the next rounding could not hide that.
INLINE V FN(power)(V a, V b) {
  V r = SLEEF(pow, _u10)(a, b);
  const R whole = WIDE ? (R)0x1p51 : (R)0x1p22;
  V rounded = FN(round)(r);
  I isWhole = (FN(floor)(a) == a) & (FN(floor)(b) == b) & (b >= 0) & (FN(absolute)(r) <= whole);
  r = FN(pick)(isWhole, rounded, r);
  r = FN(pick)(b == 1, a, r);
  r = FN(pick)(b == 2, a * a, r);
  r = FN(pick)(b == 3, a * a * a, r);
  r = FN(pick)(b == -1, 1 / a, r);
  // `pow` takes both zeros and the negative infinity to something positive.
  return FN(pick)((b == (R)0.5) & (a != -(R)INFINITY), FN(sqrt)(a) + 0, r);
}
