// Products of small matrices. Each element is one chain of multiplications and additions in the order of the inner
// side, so that no bit depends on how the matrices are cut, and little is packed: a right side at strides alone.

#if FUSED
#define CHAIN(a, b, c) FMA(a, b, c)
#else
#define CHAIN(a, b, c) ((c) + (a) * (b))
#endif

/// The rows of a tile, as many as there are registers for three vectors each.
#define TILE_ROWS (VECTOR_BYTES == 64 ? 8 : 6)
/// The steps of the inner side that are taken at once, with their part of the right matrix in the first cache.
#define TILE_STEPS 128
#define TILE_VECTORS (VECTOR_BYTES == 64 ? 3 : 2)
/// The vectors of a tile of one row.
#define ROW_VECTORS 8

/// Where a tile stands: rows of `a` are `a_row` apart, its columns `a_step`.
typedef struct {
  const R *a, *b;
  R *y;
  ptrdiff_t a_row, a_step, b_row, y_row;
  size_t steps;
  /// The column of the last vector; where it does not fill a vector, the columns that it has.
  size_t last, rest;
  /// Whether the chains begin here.
  int begins;
} FN(tile);

/// `rows` and `vectors` are constants where it is called, so that all sums stay in registers.
static inline __attribute__((always_inline)) LEVEL_TARGET void FN(run_tile)(const FN(tile) * t, const int rows,
                                                                            const int vectors,
                                                                            const int is_rest) {
  V sum[TILE_ROWS][ROW_VECTORS];
  for (int r = 0; r < rows; r++) {
    for (int v = 0; v < vectors; v++) {
      const size_t column = v + 1 < vectors ? (size_t)v * LANES : t->last;
      const R *y = t->y + r * t->y_row + column;
      if (t->begins) sum[r][v] = FN(splat)(0);
      else sum[r][v] = is_rest ? FN(load_rest)(y, t->rest) : FN(load)(y);
    }
  }
  const R *a = t->a, *b = t->b;
  const ptrdiff_t a_row = t->a_row, a_step = t->a_step, b_row = t->b_row;
  const size_t last = t->last;
  for (size_t step = t->steps; step > 0; step--, a += a_step, b += b_row) {
    V right[ROW_VECTORS];
    for (int v = 0; v < vectors; v++) {
      const R *x = b + (v + 1 < vectors ? (size_t)v * LANES : last);
      right[v] = is_rest ? FN(load_rest)(x, t->rest) : FN(load)(x);
    }
    for (int r = 0; r < rows; r++) {
      const V left = FN(splat)(a[r * a_row]);
      for (int v = 0; v < vectors; v++) sum[r][v] = CHAIN(left, right[v], sum[r][v]);
    }
  }
  for (int r = 0; r < rows; r++) {
    for (int v = 0; v < vectors; v++) {
      R *y = t->y + r * t->y_row + (v + 1 < vectors ? (size_t)v * LANES : last);
      if (is_rest) FN(store_rest)(y, sum[r][v], t->rest);
      else FN(store)(y, sum[r][v]);
    }
  }
}

#define RUN_TILE(rows, name, vectors, is_rest)                                                     \
  LEVEL_TARGET static void FN(tile_##rows##_##name)(const FN(tile) * t) {                          \
    FN(run_tile)(t, rows, vectors, is_rest);                                                       \
  }
#define RUN_TILES(rows)                                                                            \
  RUN_TILE(rows, rest, 1, 1)                                                                       \
  RUN_TILE(rows, one, 1, 0)                                                                        \
  RUN_TILE(rows, two, 2, 0)                                                                        \
  RUN_TILE(rows, three, TILE_VECTORS, 0)
#define TILES(rows)                                                                                \
  { FN(tile_##rows##_rest), FN(tile_##rows##_one), FN(tile_##rows##_two), FN(tile_##rows##_three) }

RUN_TILES(1)
RUN_TILE(1, all, ROW_VECTORS, 0)
RUN_TILES(2)
RUN_TILES(4)
#if VECTOR_BYTES == 64
RUN_TILES(8)
#else
RUN_TILES(6)
#endif

/// `vectors` vectors of all rows.
LEVEL_TARGET static void FN(run_tiles)(FN(tile) t, size_t rows, size_t vectors) {
  static void (*const tiles[][4])(const FN(tile) *) = {
      TILES(1),
      TILES(2),
      TILES(4),
#if VECTOR_BYTES == 64
      TILES(8),
#else
      TILES(6),
#endif
  };
  static const size_t sizes[] = {1, 2, 4, TILE_ROWS};
  const size_t form = t.rest ? 0 : vectors;
  for (int kind = 3; kind >= 0; kind--) {
    const size_t size = sizes[kind];
    for (; rows >= size; rows -= size) {
      tiles[kind][form](&t);
      t.a += (ptrdiff_t)size * t.a_row;
      t.y += (ptrdiff_t)size * t.y_row;
    }
  }
}

/// The product of `m` by `k` and `k` by `n` elements, where a step along a side moves as far as is said; of the right
/// side one of the two is 1. The rows of the result follow each other.
LEVEL_TARGET static void FN(product)(const R *a, ptrdiff_t a_row, ptrdiff_t a_step, const R *b, ptrdiff_t b_row,
                                     ptrdiff_t b_step, R *y, size_t m, size_t n, size_t k) {
  R panel[TILE_STEPS * TILE_VECTORS * LANES];
  const size_t vectors = (n + LANES - 1) / LANES, most = m == 1 && b_step == 1 ? ROW_VECTORS : TILE_VECTORS;
  size_t count;
  for (size_t first = 0; first < vectors; first += count) {
    const size_t left = vectors - first;
    // Two and two keep more sums at work than three and one.
    count = left >= most ? most : left < TILE_VECTORS ? left : TILE_VECTORS;
    if (left == 4 && most < 4) count = 2;
    const size_t column = first * LANES;
    const size_t width = n - column < count * LANES ? n - column : count * LANES;
    FN(tile) t = {.a_row = a_row, .a_step = a_step, .y_row = (ptrdiff_t)n};
    // The last vector goes back over columns that are done already: the same bits again.
    size_t back = 0;
    if (width < count * LANES) {
      if (n >= LANES) back = count == 1 ? LANES - width : 0;
      else t.rest = n;
    }
    t.last = t.rest ? 0 : back ? 0 : width - LANES;
    const size_t start = column - back, taken = width + back;
    for (size_t step = 0; step < k || step == 0; step += TILE_STEPS) {
      t.steps = k - step < TILE_STEPS ? k - step : TILE_STEPS;
      t.begins = step == 0;
      t.a = a + (ptrdiff_t)step * a_step;
      t.b = b + (ptrdiff_t)step * b_row + (ptrdiff_t)start * b_step;
      t.b_row = b_row;
      t.y = y + start;
      if (b_step != 1) {
        FN(turn)(t.b, b_step, panel, t.steps, taken);
        t.b = panel;
        t.b_row = (ptrdiff_t)taken;
      }
      if (count == ROW_VECTORS) FN(tile_1_all)(&t);
      else FN(run_tiles)(t, m, count);
    }
  }
}

/// The sum of all lanes, halves first.
INLINE R FN(total)(V v) {
  R lanes[LANES];
  memcpy(lanes, &v, sizeof v);
  for (int half = LANES / 2; half > 0; half /= 2) {
    for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
  }
  return lanes[0];
}

/// The first elements; what lies behind them counts as 0.
INLINE V FN(load_first)(const R *x, size_t count) {
#ifdef MASKS
  return JOIN(LOAD_REST_, LETTER)(x, FN(splat)(0), count);
#else
  V v = {0};
  for (size_t lane = 0; lane < count; lane++) v[lane] = x[lane];
  return v;
#endif
}

/// The inner products of `rows` rows, a constant where it is called, with one vector: a lane for every so many elements.
static inline __attribute__((always_inline)) LEVEL_TARGET void FN(run_dots)(const R *a, ptrdiff_t a_row, const R *x,
                                                                            R *y, size_t k, const int rows) {
  V sum[TILE_ROWS] = {{0}};
  size_t i = 0;
  for (; i + LANES <= k; i += LANES) {
    const V right = FN(load)(x + i);
    for (int r = 0; r < rows; r++) sum[r] = CHAIN(FN(load)(a + r * a_row + i), right, sum[r]);
  }
  if (i < k) {
    const V right = FN(load_first)(x + i, k - i);
    for (int r = 0; r < rows; r++) {
      sum[r] = CHAIN(FN(load_first)(a + r * a_row + i, k - i), right, sum[r]);
    }
  }
  for (int r = 0; r < rows; r++) y[r] = FN(total)(sum[r]);
}

/// The product of a matrix of `m` rows of `k` neighbours with a vector.
LEVEL_TARGET static void FN(dots)(const R *a, ptrdiff_t a_row, const R *x, R *y, size_t m, size_t k) {
  for (; m >= 4; m -= 4, a += 4 * a_row, y += 4) FN(run_dots)(a, a_row, x, y, k, 4);
  for (; m > 0; m--, a += a_row, y++) FN(run_dots)(a, a_row, x, y, k, 1);
}

#undef CHAIN
#undef TILE_ROWS
#undef TILE_STEPS
#undef TILE_VECTORS
#undef ROW_VECTORS
#undef RUN_TILE
#undef RUN_TILES
#undef TILES
