#pragma once

#include <cblas.h>
#include <stdbool.h>

/// Loads the library at the first call, from any thread; once this was true, the functions below may be called.
///
/// Loading it with the process would cost each start 3 ms and 2.5 MB, and only products and factorisations ask for it.
bool adj_load_openblas(void);

// Products of CBLAS on rows: the result is written, not added to.
//
// LAPACK: matrices stand by columns, arguments are values, the result is LAPACK's `info`.
// Bounds: matrices are packed (leading dimension = rows), `n` stands for n*n elements; `work` has `size` elements,
// or is asked for the best size with `size` = -1.
#define ADJ_DECLARE(T, p)                                                                                     \
  void adj_##p##gemv(CBLAS_TRANSPOSE transpose, int m, int n, const T *a, int row, const T *x, T *y);         \
  void adj_##p##gemm(CBLAS_TRANSPOSE left, CBLAS_TRANSPOSE right, int m, int n, int k, const T *a,            \
                     int a_row, const T *b, int b_row, T *y, int y_row);                                      \
  int adj_##p##getrf(int n, T *a, int *pivots);                                                               \
  int adj_##p##getri(int n, T *a, const int *pivots, T *work, int size);                                      \
  int adj_##p##getrs(char transpose, int n, int columns, const T *a, const int *pivots, T *b);                \
  T adj_##p##gecon(int n, const T *a, T norm, T *work, int *whole);                                           \
  int adj_##p##potrf(int n, T *a);                                                                            \
  int adj_##p##trtrs(char half, char transpose, int n, int columns, const T *a, T *b);                        \
  int adj_##p##gelqf(int m, int n, T *a, T *tau, T *work, int size);                                          \
  int adj_##p##orglq(int m, int n, T *a, int rows, const T *tau, T *work, int size);                          \
  int adj_##p##gesdd(int m, int n, T *a, T *s, T *u, T *vt, T *work, int size, int *whole);                   \
  int adj_##p##syevd(int n, T *a, T *values, T *work, int size, int *whole, int wholes);

ADJ_DECLARE(double, d)
ADJ_DECLARE(float, s)

#undef ADJ_DECLARE
