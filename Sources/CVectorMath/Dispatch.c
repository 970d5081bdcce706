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

#define MULTIPLY(R, suffix)                                                                        \
  void adj_multiply_##suffix(const adj_kernels *k, const adj_product *p, const R *a, const R *b,   \
                             R *y) {                                                               \
    if (p->columns == 1 && p->a_step == 1) {                                                       \
      k->dots_##suffix(a, p->a_row, b, y, p->rows, p->inner);                                      \
    } else if (p->columns == 1) {                                                                  \
      /* The vector as a row, and the matrix turned: its columns are neighbours. */                \
      k->product_##suffix(b, 0, 1, a, p->a_step, 1, y, 1, p->rows, p->inner);                      \
    } else if (p->rows == 1 && p->b_step != 1) {                                                   \
      k->dots_##suffix(b, p->b_step, a, y, p->columns, p->inner);                                  \
    } else if (p->rows == 1) {                                                                     \
      k->product_##suffix(a, 0, 1, b, p->b_row, 1, y, 1, p->columns, p->inner);                    \
    } else {                                                                                       \
      k->product_##suffix(a, p->a_row, p->a_step, b, p->b_row, p->b_step, y, p->rows, p->columns,  \
                          p->inner);                                                               \
    }                                                                                              \
  }

MULTIPLY(double, f64)
MULTIPLY(float, f32)

/// The elements after which a result is looked at, while it is in the first cache.
enum { checked_at_once = 2048 };

#define CALLS(R, suffix)                                                                           \
  int adj_unary_##suffix(const adj_kernels *k, int kernel, const R *x, R *y, size_t count) {       \
    int finite = 1;                                                                                \
    for (size_t start = 0; start < count; start += checked_at_once) {                              \
      const size_t rest = count - start, size = rest < checked_at_once ? rest : checked_at_once;   \
      k->unary_##suffix[kernel](x + start, y + start, size);                                       \
      finite &= k->finite_##suffix(y + start, size);                                               \
    }                                                                                              \
    return finite;                                                                                 \
  }                                                                                                \
                                                                                                   \
  int adj_binary_##suffix(const adj_kernels *k, int kernel, const R *a, adj_walk a_walk,           \
                          const R *b, adj_walk b_walk, R *y, size_t count, size_t rows) {          \
    const adj_binary_loop_##suffix loop = k->binary_##suffix[kernel];                              \
    int finite = 1;                                                                                \
    if (count == 0) return finite;                                                                 \
    if (count > checked_at_once) {                                                                 \
      for (; rows > 0; rows--, a += a_walk.row, b += b_walk.row, y += count) {                     \
        for (size_t start = 0; start < count; start += checked_at_once) {                          \
          const size_t rest = count - start;                                                       \
          const size_t size = rest < checked_at_once ? rest : checked_at_once;                     \
          loop(a + start * (size_t)a_walk.step, a_walk.step, b + start * (size_t)b_walk.step,      \
               b_walk.step, y + start, size);                                                      \
          finite &= k->finite_##suffix(y + start, size);                                           \
        }                                                                                          \
      }                                                                                            \
      return finite;                                                                               \
    }                                                                                              \
    while (rows > 0) {                                                                             \
      const size_t most = checked_at_once / count, some = rows < most ? rows : most;               \
      const R *first = y;                                                                          \
      for (size_t row = 0; row < some; row++) {                                                    \
        loop(a, a_walk.step, b, b_walk.step, y, count);                                            \
        a += a_walk.row, b += b_walk.row, y += count;                                              \
      }                                                                                            \
      finite &= k->finite_##suffix(first, some * count);                                           \
      rows -= some;                                                                                \
    }                                                                                              \
    return finite;                                                                                 \
  }

CALLS(double, f64)
CALLS(float, f32)

double adj_unary_number(const adj_kernels *k, int kernel, double x) {
  return k->number_f64[kernel](x);
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
