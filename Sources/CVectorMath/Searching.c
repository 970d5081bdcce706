// Where the largest or smallest number stands, and which elements a mask or a list means.

#include <string.h>

#include "Kernels/Table.h"

/// The numbers whose extremum is found before anybody asks where it stands.
enum { searched_at_once = 2048 };

// The first NaN is the answer: nothing is larger or smaller. Of equals the first is.
#define SEARCH(name, R, suffix, better, reduction)                                                 \
  size_t adj_arg##name##_##suffix(const adj_kernels *k, const R *x, size_t count) {                \
    size_t block = 0;                                                                              \
    R best = x[0];                                                                                 \
    for (size_t start = 0; start < count && best == best; start += searched_at_once) {             \
      const size_t rest = count - start, size = rest < searched_at_once ? rest : searched_at_once; \
      R extremum;                                                                                  \
      k->reduce_##suffix[reduction](x + start, &extremum, 1, size, 1);                             \
      if (extremum better best || extremum != extremum) {                                          \
        best = extremum;                                                                           \
        block = start;                                                                             \
      }                                                                                            \
    }                                                                                              \
    while (x[block] != best && (x[block] == x[block] || best == best)) block++;                    \
    return block;                                                                                  \
  }                                                                                                \
  void adj_arg##name##_rows_##suffix(const R *x, size_t first, size_t rows, size_t columns,        \
                                     R *restrict best, double *restrict places) {                  \
    for (size_t j = 0; first == 0 && j < columns; j++) {                                           \
      best[j] = x[j];                                                                              \
      places[j] = 0;                                                                               \
    }                                                                                              \
    for (size_t i = first; i < first + rows; i++, x += columns) {                                  \
      for (size_t j = 0; j < columns; j++) {                                                       \
        const int wins = (x[j] better best[j]) | ((x[j] != x[j]) & (best[j] == best[j]));          \
        places[j] = wins ? (double)i : places[j];                                                  \
        best[j] = wins ? x[j] : best[j];                                                           \
      }                                                                                            \
    }                                                                                              \
  }

enum { reduces_to_maximum = 2, reduces_to_minimum = 3 };

SEARCH(max, double, f64, >, reduces_to_maximum)
SEARCH(max, float, f32, >, reduces_to_maximum)
SEARCH(min, double, f64, <, reduces_to_minimum)
SEARCH(min, float, f32, <, reduces_to_minimum)

size_t adj_count_true(const uint8_t *mask, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) found += mask[i] != 0;
  return found;
}

void adj_mask_offsets(const uint8_t *mask, ptrdiff_t first, ptrdiff_t stride, ptrdiff_t *offsets,
                      size_t count) {
  enum { most = 512 };
  ptrdiff_t some[most + 1];
  for (size_t start = 0; start < count; start += most) {
    const size_t end = count - start < most ? count : start + most;
    size_t found = 0;
    for (size_t i = start; i < end; i++) {
      // Written in any case, kept where the mask says so: no branch to be misled.
      some[found] = (first + (ptrdiff_t)i) * stride;
      found += mask[i] != 0;
    }
    memcpy(offsets, some, found * sizeof *offsets);
    offsets += found;
  }
}

#define COUNT_ROWS(T, suffix)                                                                      \
  void adj_count_rows_##suffix(const T *x, size_t rows, size_t columns, double *y) {               \
    if (columns == 1) {                                                                            \
      size_t found = 0;                                                                            \
      for (size_t i = 0; i < rows; i++) found += x[i] != 0;                                        \
      *y = (double)found;                                                                          \
      return;                                                                                      \
    }                                                                                              \
    for (size_t j = 0; j < columns; j++) y[j] = 0;                                                 \
    for (; rows > 0; rows--, x += columns) {                                                       \
      for (size_t j = 0; j < columns; j++) y[j] += x[j] != 0;                                      \
    }                                                                                              \
  }

COUNT_ROWS(double, f64)
COUNT_ROWS(float, f32)
COUNT_ROWS(uint8_t, u8)

int adj_whole_numbers(const double *x, ptrdiff_t *whole, size_t count) {
  int are_whole = 1;
  for (size_t i = 0; i < count; i++) {
    const int fits = x[i] > -0x1p62 && x[i] < 0x1p62;
    whole[i] = fits ? (ptrdiff_t)x[i] : 0;
    are_whole &= fits & ((double)whole[i] == x[i]);
  }
  return are_whole;
}

#define GATHER(T, size)                                                                            \
  void adj_gather_##size(const T *x, const ptrdiff_t *offsets, T *y, size_t count) {               \
    for (size_t i = 0; i < count; i++) y[i] = x[offsets[i]];                                       \
  }                                                                                                \
  void adj_deal_##size(const T *x, const ptrdiff_t *offsets, T *y, size_t count) {                 \
    for (size_t i = 0; i < count; i++) y[offsets[i]] = x[i];                                       \
  }

GATHER(uint64_t, 8)
GATHER(uint32_t, 4)
GATHER(uint8_t, 1)
