#ifndef ADJOINT_KERNEL_TABLE_H
#define ADJOINT_KERNEL_TABLE_H

#include "../include/CVectorMath.h"

typedef void (*adj_unary_loop_f64)(const double *, double *, size_t);
typedef void (*adj_unary_loop_f32)(const float *, float *, size_t);
typedef void (*adj_binary_loop_f64)(const double *, int, const double *, int, double *, size_t);
typedef void (*adj_binary_loop_f32)(const float *, int, const float *, int, float *, size_t);
typedef void (*adj_reduce_loop_f64)(const double *, double *, size_t, size_t, size_t);
typedef void (*adj_reduce_loop_f32)(const float *, float *, size_t, size_t, size_t);

#define ADJ_ONE(name) +1
enum {
  adj_unary_count = 0 ADJ_UNARY(ADJ_ONE),
  adj_test_count = 0 ADJ_TEST(ADJ_ONE),
  adj_binary_count = 0 ADJ_BINARY(ADJ_ONE),
  adj_compare_count = 0 ADJ_COMPARE(ADJ_ONE),
  adj_reduce_count = 0 ADJ_REDUCE(ADJ_ONE),
};

struct adj_kernels {
  const char *name;
  adj_unary_loop_f64 unary_f64[adj_unary_count];
  adj_unary_loop_f32 unary_f32[adj_unary_count];
  adj_binary_loop_f64 binary_f64[adj_binary_count];
  adj_binary_loop_f32 binary_f32[adj_binary_count];
  adj_reduce_loop_f64 reduce_f64[adj_reduce_count];
  adj_reduce_loop_f32 reduce_f32[adj_reduce_count];
};

extern const adj_kernels adj_kernels_avx512, adj_kernels_avx2, adj_kernels_baseline;

#endif
