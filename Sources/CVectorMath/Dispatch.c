// Which kernels run, and the calls that reach them.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "Kernels/Table.h"

static int runs(const adj_kernels *kernels) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (kernels == &adj_kernels_avx512) return __builtin_cpu_supports("avx512f");
  if (kernels == &adj_kernels_avx2) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  }
#endif
  return 1;
}

static const adj_kernels *const widest_first[] = {
#if defined(__x86_64__)
    &adj_kernels_avx512,
    &adj_kernels_avx2,
#endif
    &adj_kernels_baseline,
};

enum { level_count = sizeof widest_first / sizeof *widest_first };

const adj_kernels *adj_kernels_named(const char *name) {
  for (int i = 0; i < level_count; i++) {
    if (strcmp(widest_first[i]->name, name) == 0 && runs(widest_first[i])) return widest_first[i];
  }
  return NULL;
}

const adj_kernels *adj_kernels_default(void) {
  const char *wanted = getenv("ADJOINT_SIMD");
  const adj_kernels *named = wanted ? adj_kernels_named(wanted) : NULL;
  if (named) return named;
  for (int i = 0; i < level_count; i++) {
    if (runs(widest_first[i])) return widest_first[i];
  }
  return &adj_kernels_baseline;
}

const char *adj_simd_name(const adj_kernels *kernels) { return kernels->name; }

#define QUOTED(name) #name,

const char *adj_unary_name(int kernel) {
  static const char *const names[] = {ADJ_UNARY(QUOTED) ADJ_TEST(QUOTED)};
  return kernel < adj_unary_count + adj_test_count ? names[kernel] : NULL;
}

const char *adj_binary_name(int kernel) {
  static const char *const names[] = {ADJ_BINARY(QUOTED) ADJ_COMPARE(QUOTED)};
  return kernel < adj_binary_count + adj_compare_count ? names[kernel] : NULL;
}

void adj_unary_f64(const adj_kernels *k, int kernel, const double *x, double *y, size_t count) {
  k->unary_f64[kernel](x, y, count);
}

void adj_unary_f32(const adj_kernels *k, int kernel, const float *x, float *y, size_t count) {
  k->unary_f32[kernel](x, y, count);
}

double adj_unary_number(const adj_kernels *k, int kernel, double x) {
  double y;
  k->unary_f64[kernel](&x, &y, 1);
  return y;
}

void adj_binary_f64(const adj_kernels *k, int kernel, const double *a, adj_walk a_walk,
                    const double *b, adj_walk b_walk, double *y, size_t count, size_t rows) {
  const adj_binary_loop_f64 loop = k->binary_f64[kernel];
  for (; rows > 0; rows--, a += a_walk.row, b += b_walk.row, y += count) {
    loop(a, a_walk.step, b, b_walk.step, y, count);
  }
}

void adj_binary_f32(const adj_kernels *k, int kernel, const float *a, adj_walk a_walk,
                    const float *b, adj_walk b_walk, float *y, size_t count, size_t rows) {
  const adj_binary_loop_f32 loop = k->binary_f32[kernel];
  for (; rows > 0; rows--, a += a_walk.row, b += b_walk.row, y += count) {
    loop(a, a_walk.step, b, b_walk.step, y, count);
  }
}

double adj_binary_number(const adj_kernels *k, int kernel, double a, double b) {
  double y;
  k->binary_f64[kernel](&a, 1, &b, 1, &y, 1);
  return y;
}

void adj_reduce_f64(const adj_kernels *k, int kernel, const double *x, double *y, size_t outer,
                    size_t rows, size_t inner) {
  k->reduce_f64[kernel](x, y, outer, rows, inner);
}

void adj_reduce_f32(const adj_kernels *k, int kernel, const float *x, float *y, size_t outer,
                    size_t rows, size_t inner) {
  k->reduce_f32[kernel](x, y, outer, rows, inner);
}

size_t adj_leaf_rows(size_t inner) { return inner == 1 ? ADJ_LEAF : ADJ_LEAF_ROWS; }

size_t adj_left_rows(size_t rows, size_t leaf) { return (rows / 2 + leaf - 1) / leaf * leaf; }
