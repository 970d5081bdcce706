// Running totals: each row of a table from the rows before it, in double precision.

#include "include/CVectorMath.h"

#pragma STDC FP_CONTRACT OFF

#define ROWS(next)                                                                                 \
  if (columns == 1) {                                                                              \
    double running = *totals;                                                                      \
    for (size_t i = 0; i < rows; i++, x += step, b += step, y += step) {                           \
      running = next(running, *x, *b);                                                             \
      *y = running;                                                                                \
    }                                                                                              \
    *totals = running;                                                                             \
    return;                                                                                        \
  }                                                                                                \
  for (size_t i = 0; i < rows; i++, x += step, b += step, y += step) {                             \
    for (size_t j = 0; j < columns; j++) {                                                         \
      totals[j] = next(totals[j], x[j], b[j]);                                                     \
      y[j] = totals[j];                                                                            \
    }                                                                                              \
  }

#define SUM(before, x, b) (before + x)
#define PRODUCT(before, x, b) (before * x)
// An exact 0 stays 0 whatever it is multiplied with.
#define RECURRENCE(before, x, b) ((before == 0 ? 0 : before * x) + b)

#define RUNNING(R, suffix)                                                                         \
  void adj_running_sum_##suffix(const R *x, const R *b, R *y, double *restrict totals,             \
                                size_t rows, ptrdiff_t step, size_t columns) {                     \
    ROWS(SUM)                                                                                      \
  }                                                                                                \
  void adj_running_product_##suffix(const R *x, const R *b, R *y, double *restrict totals,         \
                                    size_t rows, ptrdiff_t step, size_t columns) {                 \
    ROWS(PRODUCT)                                                                                  \
  }                                                                                                \
  void adj_running_recurrence_##suffix(const R *x, const R *b, R *y, double *restrict totals,      \
                                       size_t rows, ptrdiff_t step, size_t columns) {              \
    ROWS(RECURRENCE)                                                                               \
  }

RUNNING(double, f64)
RUNNING(float, f32)
