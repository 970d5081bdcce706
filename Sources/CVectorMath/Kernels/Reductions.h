// Reductions over a tree that the shape alone decides: the same bits at every level.

#define TILE 256
#define VECTORS (ADJ_ACCUMULATORS / LANES)

#define REDUCTION(name, combine, start)                                                            \
  /* Groups of numbers into as many strands. */                                                    \
  LEVEL_TARGET static void FN(strands_##name)(const R *x, R *strands, size_t groups) {             \
    V v[VECTORS];                                                                                  \
    for (int k = 0; k < VECTORS; k++) v[k] = FN(load)(strands + k * LANES);                        \
    for (; groups > 0; groups--, x += ADJ_ACCUMULATORS) {                                          \
      for (int k = 0; k < VECTORS; k++) v[k] = FN(combine)(v[k], FN(load)(x + k * LANES));         \
    }                                                                                              \
    for (int k = 0; k < VECTORS; k++) FN(store)(strands + k * LANES, v[k]);                        \
  }                                                                                                \
                                                                                                   \
  /* At most ADJ_LEAF numbers: short runs one after the other, long ones in strands. */               \
  LEVEL_TARGET static R FN(leaf_##name)(const R *x, size_t count) {                                \
    if (count < 8) {                                                                               \
      V total = FN(splat)(count ? x[0] : start);                                                   \
      for (size_t i = 1; i < count; i++) total = FN(combine)(total, FN(splat)(x[i]));              \
      return total[0];                                                                             \
    }                                                                                              \
    R strands[ADJ_ACCUMULATORS];                                                                   \
    for (int j = 0; j < ADJ_ACCUMULATORS; j++) strands[j] = start;                                 \
    size_t i = count / ADJ_ACCUMULATORS * ADJ_ACCUMULATORS;                                        \
    FN(strands_##name)(x, strands, i / ADJ_ACCUMULATORS);                                          \
    R rest[ADJ_ACCUMULATORS];                                                                      \
    for (int j = 0; j < ADJ_ACCUMULATORS; j++) rest[j] = i + j < count ? x[i + j] : start;         \
    FN(strands_##name)(rest, strands, 1);                                                          \
    for (int half = ADJ_ACCUMULATORS / 2; half > 0; half /= 2) {                                   \
      for (int j = 0; j < half; j++) {                                                             \
        strands[j] = FN(combine)(FN(splat)(strands[j]), FN(splat)(strands[j + half]))[0];          \
      }                                                                                            \
    }                                                                                              \
    return strands[0];                                                                             \
  }                                                                                                \
                                                                                                   \
  LEVEL_TARGET static R FN(run_##name)(const R *x, size_t count) {                                 \
    if (count <= ADJ_LEAF) return FN(leaf_##name)(x, count);                                       \
    size_t left = (count / 2 + ADJ_LEAF - 1) / ADJ_LEAF * ADJ_LEAF;                                \
    V a = FN(splat)(FN(run_##name)(x, left));                                                      \
    V b = FN(splat)(FN(run_##name)(x + left, count - left));                                       \
    return FN(combine)(a, b)[0];                                                                   \
  }                                                                                                \
                                                                                                   \
  /* `columns` (at most TILE) totals of rows that are `stride` apart. */                           \
  LEVEL_TARGET static void FN(rows_##name)(const R *x, R *y, size_t rows, size_t stride,           \
                                           size_t columns) {                                       \
    if (rows <= ADJ_LEAF_ROWS) {                                                                   \
      memcpy(y, x, columns * sizeof(R));                                                           \
      for (size_t row = 1; row < rows; row++) {                                                    \
        FN(loop_##combine)(y, 1, x + row * stride, 1, y, columns);                                 \
      }                                                                                            \
      return;                                                                                      \
    }                                                                                              \
    size_t left = (rows / 2 + ADJ_LEAF_ROWS - 1) / ADJ_LEAF_ROWS * ADJ_LEAF_ROWS;                  \
    R right[TILE];                                                                                 \
    FN(rows_##name)(x, y, left, stride, columns);                                                  \
    FN(rows_##name)(x + left * stride, right, rows - left, stride, columns);                       \
    FN(loop_##combine)(y, 1, right, 1, y, columns);                                                \
  }                                                                                                \
                                                                                                   \
  LEVEL_TARGET static void FN(reduce_##name)(const R *x, R *y, size_t outer, size_t rows,          \
                                             size_t inner) {                                       \
    for (size_t o = 0; o < outer; o++, x += rows * inner, y += inner) {                            \
      if (inner == 1 || rows == 0) {                                                               \
        for (size_t i = 0; i < inner; i++) y[i] = FN(run_##name)(x, rows);                         \
        continue;                                                                                  \
      }                                                                                            \
      for (size_t column = 0; column < inner; column += TILE) {                                    \
        size_t columns = inner - column < TILE ? inner - column : TILE;                            \
        FN(rows_##name)(x + column, y + column, rows, inner, columns);                             \
      }                                                                                            \
    }                                                                                              \
  }

REDUCTION(sum, add, (R)0)
REDUCTION(product, multiply, (R)1)
REDUCTION(maximum, maximum, -(R)INFINITY)
REDUCTION(minimum, minimum, (R)INFINITY)

#undef TILE
#undef VECTORS
#undef REDUCTION
