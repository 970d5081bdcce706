// The logarithmic derivatives of the gamma function. Asymptotic series from 10 upwards, recurrence
// below, reflection for negative numbers: Abramowitz and Stegun 1964, equations 6.3.5-7, 6.3.18,
// 6.4.6-7, 6.4.12. Float goes through double.

#if WIDE

#define SERIES(v, u, coefficients)                                                                 \
  V v = {0};                                                                                       \
  for (int k = sizeof coefficients / sizeof *coefficients - 1; k >= 0; k--) {                      \
    v = v * u + coefficients[k];                                                                   \
  }

// On [1, 2]: (x - root) times a polynomial about 1.5 (interpolated at Chebyshev nodes with 60
// digits), so that the relative error stays small at the root too.
INLINE V FN(digamma_middle)(V x) {
  static const double coefficients[] = {
      0.951055876031833,      -0.4236274212814606,    0.2405424842407739,
      -0.14840492305388006,   0.09498872445498366,    -0.06192213327556182,
      0.04076083381023946,    -0.02697579665686479,   0.01790725249634517,
      -0.011908220169784375,  0.007926943794457016,   -0.005279936417907109,
      0.003519014164930551,   -0.0023455016277350023, 0.0015565879762126627,
      -0.0010364227256949223, 0.0007234757250941963,  -0.00048606416760176556,
      0.00022695205092367166, -0.0001446038512601849, 0.0002599100449023806,
      -0.00017837342006173792};
  V u = x - 1.5;
  SERIES(polynomial, u, coefficients)
  const double root = 0x1.762d86356be3fp+0, rest = 0x1.b86a722197829p-54;
  return ((x - root) - rest) * polynomial;
}

INLINE V FN(digamma_large)(V x) {
  static const double coefficients[] = {1.0 / 12,   -1.0 / 120,       1.0 / 252, -1.0 / 240,
                                        1.0 / 132,  -691.0 / 32760.0, 1.0 / 12,  -3617.0 / 8160.0};
  V u = 1 / (x * x);
  SERIES(tail, u, coefficients)
  // The infinity must not meet itself: 1 / x is 0 there.
  return FN(log)(x) - (0.5 / x + tail * u);
}

INLINE V FN(digamma)(V x) {
  I reflected = x < 0;
  V y = FN(pick)(reflected, 1 - x, x);
  V shift = FN(pick)(y < 1, -1 / y, FN(splat)(0));
  V middle = FN(pick)(y < 1, y + 1, y);
  for (int step = 0; step < 8; step++) {
    I above = (middle > 2) & (y < 10);
    middle = FN(pick)(above, middle - 1, middle);
    shift = FN(pick)(above, shift + 1 / middle, shift);
  }
  V r = FN(pick)(y < 10, FN(digamma_middle)(middle) + shift, FN(digamma_large)(y));
  const double pi = 3.141592653589793;
  V fraction = x - FN(round)(x);
  V mirrored = r - pi / FN(tan)(pi * fraction);
  r = FN(pick)(reflected, mirrored, r);
  // Poles at the negative whole numbers have two sides; at zero its sign says which.
  r = FN(pick)(reflected & (fraction == 0), FN(splat)(NAN), r);
  return FN(pick)(x == 0, -1 / x, r);
}

INLINE V FN(trigamma)(V x) {
  static const double coefficients[] = {1.0 / 6,  -1.0 / 30,       1.0 / 42, -1.0 / 30,
                                        5.0 / 66, -691.0 / 2730.0, 7.0 / 6,  -3617.0 / 510.0};
  I reflected = x < 0;
  V y = FN(pick)(reflected, 1 - x, x);
  V terms[10];
  for (int step = 0; step < 10; step++) {
    I below = y < 10;
    terms[step] = FN(pick)(below, 1 / (y * y), FN(splat)(0));
    y = FN(pick)(below, y + 1, y);
  }
  V inverse = 1 / y, u = inverse * inverse;
  SERIES(tail, u, coefficients)
  V r = inverse + (0.5 * u + tail * u * inverse);
  // The smallest first, which loses least.
  for (int step = 9; step >= 0; step--) r = r + terms[step];
  const double pi = 3.141592653589793;
  V fraction = x - FN(round)(x);
  V sine = FN(sin)(pi * fraction) / pi;
  return FN(pick)(reflected, 1 / (sine * sine) - r, r);
}

#undef SERIES

#else

#define THROUGH_DOUBLE(name)                                                                       \
  INLINE V FN(name)(V x) {                                                                         \
    double wide[LANES];                                                                            \
    for (int lane = 0; lane < LANES; lane++) wide[lane] = x[lane];                                 \
    vector_f64 low, high;                                                                          \
    low = name##_f64(load_f64(wide));                                                              \
    high = name##_f64(load_f64(wide + LANES / 2));                                                 \
    store_f64(wide, low);                                                                          \
    store_f64(wide + LANES / 2, high);                                                             \
    for (int lane = 0; lane < LANES; lane++) x[lane] = (float)wide[lane];                          \
    return x;                                                                                      \
  }

THROUGH_DOUBLE(digamma)
THROUGH_DOUBLE(trigamma)

#undef THROUGH_DOUBLE

#endif
