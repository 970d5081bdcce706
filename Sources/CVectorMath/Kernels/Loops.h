// Loops over runs. The rest of a run that does not fill a vector goes through the vector function
// too, padded with a number of its own, so that a number's bits do not depend on where it stands.

#ifdef MASKS

// `count` is at least 1. Nothing behind the last element is touched.
INLINE V FN(load_rest)(const R *x, size_t count) {
  const V first = FN(splat)(*x);
  return count == 1 ? first : JOIN(LOAD_REST_, LETTER)(x, first, count);
}

INLINE void FN(store_rest)(R *y, V v, size_t count) {
  if (count == 1) *y = v[0];
  else JOIN(STORE_REST_, LETTER)(y, v, count);
}

#else

INLINE V FN(load_rest)(const R *x, size_t count) {
  V v;
  for (size_t lane = 0; lane < LANES; lane++) v[lane] = x[lane < count ? lane : 0];
  return v;
}

INLINE void FN(store_rest)(R *y, V v, size_t count) {
  for (size_t lane = 0; lane < count; lane++) y[lane] = v[lane];
}

#endif

#define UNARY_LOOP(name)                                                                           \
  LEVEL_TARGET static void FN(loop_##name)(const R *x, R *y, size_t count) {                       \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= count; i += LANES) FN(store)(y + i, FN(name)(FN(load)(x + i)));            \
    if (i == count) return;                                                                        \
    FN(store_rest)(y + i, FN(name)(FN(load_rest)(x + i, count - i)), count - i);                   \
  }

#if WIDE
// The function of one number, with the bits that it has among others.
#define UNARY_NUMBER(name)                                                                         \
  LEVEL_TARGET static R FN(number_##name)(R x) { return FN(name)(FN(splat)(x))[0]; }

ADJ_UNARY(UNARY_NUMBER)

#undef UNARY_NUMBER
#endif

#define BINARY_LOOP(name)                                                                          \
  LEVEL_TARGET static void FN(loop_##name)(const R *a, int a_step, const R *b, int b_step, R *y,   \
                                           size_t count) {                                         \
    if (count == 0) return;                                                                        \
    const V a_all = FN(splat)(*a), b_all = FN(splat)(*b);                                          \
    size_t i = 0;                                                                                  \
    for (; i + LANES <= count; i += LANES) {                                                       \
      V left = a_step ? FN(load)(a + i) : a_all;                                                   \
      V right = b_step ? FN(load)(b + i) : b_all;                                                  \
      FN(store)(y + i, FN(name)(left, right));                                                     \
    }                                                                                              \
    if (i == count) return;                                                                        \
    V left = a_step ? FN(load_rest)(a + i, count - i) : a_all;                                     \
    V right = b_step ? FN(load_rest)(b + i, count - i) : b_all;                                    \
    FN(store_rest)(y + i, FN(name)(left, right), count - i);                                       \
  }

ADJ_UNARY(UNARY_LOOP)
ADJ_BINARY(BINARY_LOOP)

#undef UNARY_LOOP
#undef BINARY_LOOP
