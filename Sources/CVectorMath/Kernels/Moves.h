// Elements on their way from one place to another: rows repeated, matrices turned, truth as numbers.

#define LOWER_2(a, b) __builtin_shufflevector(a, b, 0, 2)
#define UPPER_2(a, b) __builtin_shufflevector(a, b, 1, 3)
#define LOWER_4(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define UPPER_4(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define LOWER_8(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define UPPER_8(a, b) __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#define LOWER_16(a, b)                                                                             \
  __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define UPPER_16(a, b)                                                                             \
  __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

#if WIDE
/// Bytes on their way to memory that nobody reads soon: lines are not fetched only to be written over.
///
/// A fence has to follow before another thread is told of them.
LEVEL_TARGET static void FN(send)(const void *from, void *to, size_t bytes) {
  if ((uintptr_t)to % sizeof(V)) {
    memcpy(to, from, bytes);
    return;
  }
  const R *x = from;
  V *y = to;
  for (; bytes >= sizeof(V); bytes -= sizeof(V), x += LANES, y++) {
    __builtin_nontemporal_store(FN(load)(x), y);
  }
  memcpy(y, x, bytes);
}
#endif

/// `rows` rows of `run` elements: each those at `x`, which moves by `row`, or where `step` is 0 the one there repeated.
LEVEL_TARGET static void FN(spread)(const R *x, ptrdiff_t row, int step, R *y, size_t run,
                                    size_t rows) {
  if (run < LANES) {
    for (; rows > 0; rows--, x += row, y += run) {
      for (size_t i = 0; i < run; i++) y[i] = x[step ? i : 0];
    }
    return;
  }
  // The last vector of a row goes back over elements that are there already.
  const size_t last = run - LANES;
  for (; rows > 0; rows--, x += row, y += run) {
    if (step) {
      for (size_t i = 0; i < last; i += LANES) FN(store)(y + i, FN(load)(x + i));
      FN(store)(y + last, FN(load)(x + last));
    } else {
      const V all = FN(splat)(*x);
      for (size_t i = 0; i < last; i += LANES) FN(store)(y + i, all);
      FN(store)(y + last, all);
    }
  }
}

/// Adds `rows` rows of `inner` elements to one, in their order; where `begins` is set the first row is the start.
LEVEL_TARGET static void FN(add_rows)(const R *x, R *y, size_t rows, size_t inner, int begins) {
  size_t i = 0;
  for (; i + LANES <= inner; i += LANES) {
    const R *from = x + i;
    V sum = begins ? FN(load)(from) : FN(load)(y + i) + FN(load)(from);
    for (size_t row = 1; row < rows; row++) sum = sum + FN(load)(from += inner);
    FN(store)(y + i, sum);
  }
  for (; i < inner; i++) {
    const R *from = x + i;
    V sum = begins ? FN(splat)(*from) : FN(splat)(y[i]) + FN(splat)(*from);
    for (size_t row = 1; row < rows; row++) sum = sum + FN(splat)(*(from += inner));
    y[i] = sum[0];
  }
}

/// `LANES` runs of as many neighbours, `stride` apart, as rows `width` apart: shuffled like cards until they are turned.
INLINE void FN(turn_tile)(const R *x, ptrdiff_t stride, R *y, size_t width) {
  V v[LANES], w[LANES];
  for (int i = 0; i < LANES; i++) v[i] = FN(load)(x + i * stride);
  for (int round = 1; round < LANES; round *= 2) {
    for (int i = 0; i < LANES / 2; i++) {
      w[2 * i] = JOIN(LOWER_, LANES)(v[i], v[i + LANES / 2]);
      w[2 * i + 1] = JOIN(UPPER_, LANES)(v[i], v[i + LANES / 2]);
    }
    for (int i = 0; i < LANES; i++) v[i] = w[i];
  }
  for (int i = 0; i < LANES; i++) FN(store)(y + (size_t)i * width, v[i]);
}

/// The transpose, without gaps, of `columns` runs of `rows` neighbours, `stride` apart.
LEVEL_TARGET static void FN(turn)(const R *x, ptrdiff_t stride, R *y, size_t rows, size_t columns) {
  // So many runs at once that the lines of the cache they are in are read to their end before they go.
  enum { most = 64 };
  for (size_t left = 0; left < columns; left += most) {
    const size_t right = columns - left < most ? columns : left + most;
    for (size_t top = 0; top < rows; top += LANES) {
      const size_t bottom = rows - top < LANES ? rows : top + LANES;
      size_t column = left;
      if (bottom - top == LANES) {
        for (; column + LANES <= right; column += LANES) {
          FN(turn_tile)(x + top + (ptrdiff_t)column * stride, stride, y + top * columns + column,
                        columns);
        }
      }
      for (; column < right; column++) {
        const R *from = x + (ptrdiff_t)column * stride;
        for (size_t row = top; row < bottom; row++) y[row * columns + column] = from[row];
      }
    }
  }
}

/// Ones where bytes are not 0, zeros elsewhere.
LEVEL_TARGET static void FN(from_truth)(const uint8_t *x, R *y, size_t count) {
  typedef uint8_t bytes __attribute__((ext_vector_type(LANES)));
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) {
    bytes truth;
    memcpy(&truth, x + i, LANES);
    const bytes ones = (bytes)(truth != 0) & (bytes)1;
    FN(store)(y + i, __builtin_convertvector(ones, V));
  }
  for (; i < count; i++) y[i] = x[i] != 0;
}

#undef LOWER_2
#undef LOWER_4
#undef LOWER_8
#undef LOWER_16
#undef UPPER_2
#undef UPPER_4
#undef UPPER_8
#undef UPPER_16
