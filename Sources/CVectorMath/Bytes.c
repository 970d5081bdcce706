// Kernels whose results no instruction set can change: tests, comparisons, choices, moves.

#include <math.h>
#include <string.h>

#include "Kernels/Table.h"

#define TEST_logicalNot(x) ((x) == 0)
#define TEST_isNaN(x) ((x) != (x))
#define TEST_isFinite(x) ((x) - (x) == 0)
#define COMPARE_equal(a, b) ((a) == (b))
#define COMPARE_notEqual(a, b) ((a) != (b))
#define COMPARE_less(a, b) ((a) < (b))
#define COMPARE_lessOrEqual(a, b) ((a) <= (b))
#define COMPARE_greater(a, b) ((a) > (b))
#define COMPARE_greaterOrEqual(a, b) ((a) >= (b))
#define COMPARE_and(a, b) (((a) != 0) & ((b) != 0))
#define COMPARE_or(a, b) (((a) != 0) | ((b) != 0))

#define TEST_LOOP(name, R, suffix)                                                                 \
  static void test_##name##_##suffix(const R *x, uint8_t *y, size_t count) {                       \
    for (size_t i = 0; i < count; i++) y[i] = TEST_##name(x[i]);                                   \
  }

// The steps are taken out of the loops so that each of the three vectorises.
#define COMPARE_LOOP(name, R, suffix)                                                              \
  static void compare_##name##_##suffix(const R *a, int a_step, const R *b, int b_step,            \
                                        uint8_t *y, size_t count) {                                \
    if (count == 0) return;                                                                        \
    const R left = *a, right = *b;                                                                 \
    if (a_step && b_step) {                                                                        \
      for (size_t i = 0; i < count; i++) y[i] = COMPARE_##name(a[i], b[i]);                        \
    } else if (a_step) {                                                                           \
      for (size_t i = 0; i < count; i++) y[i] = COMPARE_##name(a[i], right);                       \
    } else {                                                                                       \
      for (size_t i = 0; i < count; i++) y[i] = COMPARE_##name(left, b[i * (size_t)b_step]);       \
    }                                                                                              \
  }

#define BOTH_TEST(name) TEST_LOOP(name, double, f64) TEST_LOOP(name, float, f32)
#define BOTH_COMPARE(name) COMPARE_LOOP(name, double, f64) COMPARE_LOOP(name, float, f32)

ADJ_TEST(BOTH_TEST)
ADJ_COMPARE(BOTH_COMPARE)

#define ENTRY_TEST_f64(name) test_##name##_f64,
#define ENTRY_TEST_f32(name) test_##name##_f32,
#define ENTRY_COMPARE_f64(name) compare_##name##_f64,
#define ENTRY_COMPARE_f32(name) compare_##name##_f32,

#define PRECISION(R, suffix)                                                                       \
  void adj_test_##suffix(int kernel, const R *x, uint8_t *y, size_t count) {                       \
    static void (*const loops[])(const R *, uint8_t *, size_t) = {ADJ_TEST(ENTRY_TEST_##suffix)};  \
    loops[kernel](x, y, count);                                                                    \
  }                                                                                                \
  void adj_compare_##suffix(int kernel, const R *a, adj_walk a_walk, const R *b, adj_walk b_walk,  \
                            uint8_t *y, size_t count, size_t rows) {                               \
    static void (*const loops[])(const R *, int, const R *, int, uint8_t *, size_t) = {            \
        ADJ_COMPARE(ENTRY_COMPARE_##suffix)};                                                      \
    for (; rows > 0; rows--, a += a_walk.row, b += b_walk.row, y += count) {                       \
      loops[kernel](a, a_walk.step, b, b_walk.step, y, count);                                     \
    }                                                                                              \
  }                                                                                                \
  size_t adj_first_nonfinite_##suffix(const adj_kernels *k, const R *x, size_t count) {            \
    for (size_t start = 0; start < count; start += 4096) {                                         \
      size_t end = count - start < 4096 ? count : start + 4096;                                    \
      if (k->finite_##suffix(x + start, end - start)) continue;                                    \
      for (size_t i = start; i < end; i++) {                                                       \
        if (!TEST_isFinite(x[i])) return i;                                                        \
      }                                                                                            \
    }                                                                                              \
    return count;                                                                                  \
  }                                                                                                \
  void adj_fill_##suffix(R *y, R value, size_t count) {                                            \
    for (size_t i = 0; i < count; i++) y[i] = value;                                               \
  }                                                                                                \
  void adj_truth_##suffix(const R *x, uint8_t *y, size_t count) {                                  \
    for (size_t i = 0; i < count; i++) y[i] = x[i] != 0;                                           \
  }                                                                                                \
  void adj_cast_u8_##suffix(const uint8_t *x, R *y, size_t count) {                                \
    for (size_t i = 0; i < count; i++) y[i] = x[i] != 0;                                           \
  }                                                                                                \
  void adj_accumulate_##suffix(const R *x, R *y, ptrdiff_t y_stride, size_t count) {               \
    for (size_t i = 0; i < count; i++) y[(ptrdiff_t)i * y_stride] += x[i];                         \
  }                                                                                                \
  void adj_accumulate_at_##suffix(const R *x, const ptrdiff_t *offsets, R *y, size_t count) {      \
    for (size_t i = 0; i < count; i++) y[offsets[i]] += x[i];                                      \
  }                                                                                                \
  void adj_accumulate_rows_##suffix(                                                               \
    const R *x, const ptrdiff_t *offsets, R *y, size_t rows, size_t width) {                       \
    for (size_t i = 0; i < rows; i++, x += width) {                                                \
      R *to = y + offsets[i];                                                                      \
      for (size_t j = 0; j < width; j++) to[j] += x[j];                                            \
    }                                                                                              \
  }

PRECISION(double, f64)
PRECISION(float, f32)

void adj_gather_rows(
  const char *x, const ptrdiff_t *offsets, char *y, size_t rows, size_t width, size_t size) {
  for (size_t i = 0; i < rows; i++, y += width) memcpy(y, x + offsets[i] * (ptrdiff_t)size, width);
}

void adj_cast_f32_f64(const float *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = x[i];
}

void adj_cast_f64_f32(const double *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = (float)x[i];
}

#define MOVES(T, size)                                                                             \
  void adj_select_##size(const uint8_t *mask, int mask_step, const T *a, int a_step, const T *b,   \
                         int b_step, T *y, size_t count) {                                         \
    if (count == 0) return;                                                                        \
    const T left = *a, right = *b;                                                                 \
    /* Loops that vectorise for what is usual. */                                                  \
    if (mask_step && a_step && b_step) {                                                           \
      for (size_t i = 0; i < count; i++) y[i] = mask[i] ? a[i] : b[i];                             \
    } else if (mask_step && a_step) {                                                              \
      for (size_t i = 0; i < count; i++) y[i] = mask[i] ? a[i] : right;                            \
    } else if (mask_step && b_step) {                                                              \
      for (size_t i = 0; i < count; i++) y[i] = mask[i] ? left : b[i];                             \
    } else {                                                                                       \
      for (size_t i = 0; i < count; i++) {                                                         \
        y[i] = mask[i * (size_t)mask_step] ? a[i * (size_t)a_step] : b[i * (size_t)b_step];        \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
  void adj_copy_##size(const T *x, ptrdiff_t x_stride, T *y, ptrdiff_t y_stride, size_t count) {   \
    for (size_t i = 0; i < count; i++) {                                                           \
      y[(ptrdiff_t)i * y_stride] = x[(ptrdiff_t)i * x_stride];                                     \
    }                                                                                              \
  }                                                                                                \
  void adj_spread_##size(const T *x, ptrdiff_t row, int step, T *y, size_t run, size_t rows) {     \
    for (; rows > 0; rows--, x += row, y += run) {                                                 \
      if (step) memcpy(y, x, run * sizeof(T));                                                     \
      else for (size_t i = 0; i < run; i++) y[i] = *x;                                             \
    }                                                                                              \
  }                                                                                                \
  /* Tiles of tiles: what a line of the cache holds is used before it goes. */                     \
  static void pack_tile_##size(const T *x, ptrdiff_t row, ptrdiff_t column, T *y, size_t width,    \
                               size_t rows, size_t columns) {                                      \
    for (size_t i = 0; i < rows; i++) {                                                            \
      for (size_t j = 0; j < columns; j++) {                                                       \
        y[i * width + j] = x[(ptrdiff_t)i * row + (ptrdiff_t)j * column];                          \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
  void adj_pack_##size(const T *x, ptrdiff_t row, ptrdiff_t column, T *y, size_t rows,             \
                       size_t columns) {                                                           \
    enum { block = 32, tile = 8 };                                                                 \
    for (size_t top = 0; top < rows; top += block) {                                               \
      const size_t bottom = rows - top < block ? rows : top + block;                               \
      for (size_t left = 0; left < columns; left += tile) {                                        \
        const size_t width = columns - left < tile ? columns - left : tile;                        \
        for (size_t i = top; i < bottom; i += tile) {                                              \
          const size_t height = bottom - i < tile ? bottom - i : tile;                             \
          pack_tile_##size(x + (ptrdiff_t)i * row + (ptrdiff_t)left * column, row, column,         \
                           y + i * columns + left, columns, height, width);                        \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
  }

MOVES(uint64_t, 8)
MOVES(uint32_t, 4)
MOVES(uint8_t, 1)
