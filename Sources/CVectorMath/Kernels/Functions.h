// Elementwise functions of a vector, beyond what SLEEF gives as it is.

INLINE V FN(negate)(V x) { return -x; }
INLINE V FN(absolute)(V x) { return __builtin_elementwise_abs(x); }
INLINE V FN(floor)(V x) { return __builtin_elementwise_floor(x); }
INLINE V FN(ceil)(V x) { return __builtin_elementwise_ceil(x); }
INLINE V FN(round)(V x) { return __builtin_elementwise_roundeven(x); }
INLINE V FN(sqrt)(V x) { return __builtin_elementwise_sqrt(x); }
INLINE V FN(square)(V x) { return x * x; }
INLINE V FN(reciprocal)(V x) { return 1 / x; }

#include "Exponentials.h"
#include "Erf.h"

INLINE V FN(log_twice)(V x) { return FN(log)(x) + (R)0.6931471805599453; }

#if FUSED

// log(1 + t) with what rounding took from t.
INLINE V FN(log1p_of)(V t, V low) { return FN(log1p)(t) + low / (1 + t); }

// asinh(x) = log(1 + x + x² / (1 + √(1 + x²))).
INLINE V FN(asinh)(V x) {
  const V size = FN(absolute)(x), square = size * size, square_low = FMA(size, size, -square);
  const V sum = 1 + square, root = FN(sqrt)(sum), denominator = 1 + root;
  // The root of what the sum stands for, and the quotient's remainder.
  const V sum_low = FN(pick)(square < 1, (1 - sum) + square, (square - sum) + 1) + square_low;
  const V root_low = (FMA(-root, root, sum) + sum_low) / (2 * root);
  const V denominator_low = (root - (denominator - 1)) + root_low;
  const V quotient = square / denominator;
  const V rest = FMA(-quotient, denominator, square) + (square_low - quotient * denominator_low);
  const V t = size + quotient, low = (size - t) + quotient + rest / denominator;
  const V result = FN(pick)(size > (WIDE ? (R)0x1p500 : (R)0x1p60), FN(log_twice)(size),
                            FN(log1p_of)(t, low));
  return __builtin_elementwise_copysign(FN(pick)(x == x, result, x), x);
}

// acosh(1 + u) = log(1 + u + √(u (u + 2))).
INLINE V FN(acosh)(V x) {
  const V u = x - 1, sum = u + 2, product = u * sum, root = FN(sqrt)(product);
  const V product_low = FMA(u, sum, -product) + u * ((2 - sum) + u);
  const V root_low = FN(pick)(root == 0, FN(splat)(0),
                              (FMA(-root, root, product) + product_low) / (2 * root));
  const V t = u + root, low = FN(pick)(u < root, (root - t) + u, (u - t) + root) + root_low;
  const V result = FN(pick)(x > (WIDE ? (R)0x1p500 : (R)0x1p60), FN(log_twice)(x),
                            FN(log1p_of)(t, low));
  return FN(pick)(x >= 1, result, FN(splat)((R)NAN));
}

// atanh(x) = log(1 + 2x / (1 - x)) / 2.
INLINE V FN(atanh)(V x) {
  const V size = FN(absolute)(x), rest = 1 - size, rest_low = (1 - rest) - size;
  const V t = 2 * size / rest;
  const V low = (FMA(-t, rest, 2 * size) - t * rest_low) / rest;
  const V inside = (R)0.5 * FN(log1p_of)(t, low);
  const V result = FN(pick)(size < 1, inside, FN(pick)(size == 1, FN(splat)((R)INFINITY),
                                                       FN(splat)((R)NAN)));
  return __builtin_elementwise_copysign(FN(pick)(x == x, result, x), x);
}

#else

WRAP_UNARY(atanh)

// SLEEF's asinh and acosh give up where something inside them overflows.

INLINE V FN(asinh)(V x) {
  V size = FN(absolute)(x);
  V large = __builtin_elementwise_copysign(FN(log_twice)(size), x);
  return FN(pick)(size > (WIDE ? (R)0x1p500 : (R)0x1p60), large, CALL_UNARY(asinh, _u10, x));
}

INLINE V FN(acosh)(V x) {
  V large = FN(log_twice)(x);
  return FN(pick)(x > (WIDE ? (R)0x1p500 : (R)0x1p60), large, CALL_UNARY(acosh, _u10, x));
}

#endif

// Zero and NaN stay what they are.
INLINE V FN(sign)(V x) {
  return FN(pick)(x > 0, FN(splat)(1), FN(pick)(x < 0, FN(splat)(-1), x));
}

INLINE V FN(relu)(V x) { return FN(pick)(x <= 0, FN(splat)(0), x); }

// The exponential of a number that is not positive cannot overflow. The division is mended by what it and the sum lost.
INLINE V FN(sigmoid)(V x) {
  V e = FN(exp)(-FN(absolute)(x));
  V numerator = FN(pick)(x < 0, e, FN(splat)(1)), denominator = 1 + e;
#if FUSED
  V inverse = 1 / denominator, t = numerator * inverse;
  V lost = FMA(-t, denominator, numerator) - t * (e - (denominator - 1));
  return FMA(lost, inverse, t);
#else
  return numerator / denominator;
#endif
}

INLINE V FN(softplus)(V x) {
  return FN(log1p_exp)(FN(absolute)(x)) + FN(pick)(x <= 0, FN(splat)(0), x);
}

INLINE V FN(add)(V a, V b) { return a + b; }
INLINE V FN(subtract)(V a, V b) { return a - b; }
INLINE V FN(multiply)(V a, V b) { return a * b; }
INLINE V FN(divide)(V a, V b) { return a / b; }
INLINE V FN(atan2)(V a, V b) { return CALL_BINARY(atan2, _u10, a, b); }
INLINE V FN(hypot)(V a, V b) { return CALL_BINARY(hypot, _u05, a, b); }

// NaN wins over every number.
INLINE V FN(maximum)(V a, V b) { return FN(pick)((a > b) | (a != a), a, b); }
INLINE V FN(minimum)(V a, V b) { return FN(pick)((a < b) | (a != a), a, b); }

// Zero where the first is zero, also beside an infinity or NaN: the product rule of a branch that
// contributes nothing.
INLINE V FN(guardedMultiply)(V a, V b) { return FN(pick)(a == 0, FN(splat)(0), a * b); }

// Zero where either is zero: the derivative of the product above by its second factor.
INLINE V FN(absorbingMultiply)(V a, V b) {
  return FN(pick)((a == 0) | (b == 0), FN(splat)(0), a * b);
}

// Two equal infinities differ by NaN; their difference counts as zero here.
INLINE V FN(logaddexp)(V a, V b) {
  V difference = FN(pick)(a == b, FN(splat)(0), FN(absolute)(a - b));
  return FN(maximum)(a, b) + FN(log1p_exp)(difference);
}

// Floored: the result has the sign of the divisor, as in Python. The remainder itself is exact.
INLINE V FN(modulo)(V a, V b) {
  V r;
  for (int lane = 0; lane < LANES; lane++) {
    r[lane] = WIDE ? (R)fmod(a[lane], b[lane]) : (R)fmodf((float)a[lane], (float)b[lane]);
  }
  r = FN(pick)((r != 0) & ((r < 0) != (b < 0)), r + b, r);
  return FN(pick)(r == 0, __builtin_elementwise_copysign(r, b), r);
}

// Squares, cubes, roots and reciprocals are what multiplying, `sqrt` and dividing give. A whole power
// of a whole number is whole, or the reciprocal of such, as long as rounding could not hide that.
INLINE V FN(power)(V a, V b) {
  // One exponent for all elements is the rule, and the usual ones need no power.
  if (__builtin_reduce_and(b == b[0])) {
    if (b[0] == 2) return a * a;
    if (b[0] == 1) return a;
    if (b[0] == 3) return a * a * a;
    if (b[0] == -1) return 1 / a;
  }
  V r = CALL_BINARY(pow, _u10, a, b);
  const R limit = WIDE ? (R)0x1p50 : (R)0x1p21;
  I isWhole = (FN(floor)(a) == a) & (FN(floor)(b) == b);
  V inverse = 1 / r;
  r = FN(pick)(isWhole & (b >= 0) & (FN(absolute)(r) <= limit), FN(round)(r), r);
  r = FN(pick)(isWhole & (b < 0) & (FN(absolute)(inverse) <= limit), 1 / FN(round)(inverse), r);
  r = FN(pick)(b == 1, a, r);
  r = FN(pick)(b == 2, a * a, r);
  r = FN(pick)(b == 3, a * a * a, r);
  r = FN(pick)(b == -1, 1 / a, r);
  // `pow` takes both zeros and the negative infinity to something positive.
  return FN(pick)((b == (R)0.5) & (a != -(R)INFINITY), FN(sqrt)(a) + 0, r);
}
