#ifndef ADJOINT_KERNEL_TABLE_H
#define ADJOINT_KERNEL_TABLE_H

#include "../include/CVectorMath.h"

typedef void (*adj_unary_loop_f64)(const double *, double *, size_t);
typedef void (*adj_unary_loop_f32)(const float *, float *, size_t);
typedef void (*adj_binary_loop_f64)(const double *, int, const double *, int, double *, size_t);
typedef void (*adj_binary_loop_f32)(const float *, int, const float *, int, float *, size_t);
typedef void (*adj_reduce_loop_f64)(const double *, double *, size_t, size_t, size_t);
typedef void (*adj_reduce_loop_f32)(const float *, float *, size_t, size_t, size_t);
typedef void (*adj_strands_f64)(const double *, double *, size_t);
typedef void (*adj_strands_f32)(const float *, float *, size_t);
typedef void (*adj_product_f64)(const double *, ptrdiff_t, ptrdiff_t, const double *, ptrdiff_t,
                                ptrdiff_t, double *, size_t, size_t, size_t);
typedef void (*adj_product_f32)(const float *, ptrdiff_t, ptrdiff_t, const float *, ptrdiff_t,
                                ptrdiff_t, float *, size_t, size_t, size_t);
typedef void (*adj_dots_f64)(const double *, ptrdiff_t, const double *, double *, size_t, size_t);
typedef void (*adj_dots_f32)(const float *, ptrdiff_t, const float *, float *, size_t, size_t);
typedef void (*adj_send)(const void *, void *, size_t);
typedef void (*adj_spread_f64)(const double *, ptrdiff_t, int, double *, size_t, size_t);
typedef void (*adj_spread_f32)(const float *, ptrdiff_t, int, float *, size_t, size_t);
typedef void (*adj_add_rows_f64)(const double *, double *, size_t, size_t, int);
typedef void (*adj_add_rows_f32)(const float *, float *, size_t, size_t, int);
typedef void (*adj_turn_f64)(const double *, ptrdiff_t, double *, size_t, size_t);
typedef void (*adj_turn_f32)(const float *, ptrdiff_t, float *, size_t, size_t);
typedef void (*adj_from_truth_f64)(const uint8_t *, double *, size_t);
typedef void (*adj_from_truth_f32)(const uint8_t *, float *, size_t);
typedef int (*adj_finite_f64)(const double *, size_t);
typedef int (*adj_finite_f32)(const float *, size_t);

/// The most numbers, or rows of numbers, that a leaf of a reduction's tree takes one after the other.
#define ADJ_LEAF 4096
#define ADJ_LEAF_ROWS 16
/// The accumulators of a leaf, whatever the width of a vector, so that all levels agree.
#define ADJ_ACCUMULATORS 32

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
  /// The same functions of one number.
  double (*number_f64[adj_unary_count])(double);
  adj_unary_loop_f32 unary_f32[adj_unary_count];
  adj_binary_loop_f64 binary_f64[adj_binary_count];
  adj_binary_loop_f32 binary_f32[adj_binary_count];
  adj_reduce_loop_f64 reduce_f64[adj_reduce_count];
  adj_reduce_loop_f32 reduce_f32[adj_reduce_count];
  /// Adds groups of `ADJ_ACCUMULATORS` numbers to as many strands.
  adj_strands_f64 strands_f64;
  adj_strands_f32 strands_f32;
  /// Products of small matrices at strides.
  adj_product_f64 product_f64;
  adj_product_f32 product_f32;
  /// Inner products of rows with a vector.
  adj_dots_f64 dots_f64;
  adj_dots_f32 dots_f32;
  /// Rows copied, or filled with their first element.
  adj_send send;
  adj_spread_f64 spread_f64;
  adj_spread_f32 spread_f32;
  /// The sum of rows.
  adj_add_rows_f64 add_rows_f64;
  adj_add_rows_f32 add_rows_f32;
  /// The transpose of a matrix.
  adj_turn_f64 turn_f64;
  adj_turn_f32 turn_f32;
  /// Ones where bytes are not 0.
  adj_from_truth_f64 from_truth_f64;
  adj_from_truth_f32 from_truth_f32;
  /// Whether no number is NaN or infinite.
  adj_finite_f64 finite_f64;
  adj_finite_f32 finite_f32;
  /// Draws of 64 bits of a seed, from a position on, and the normal numbers they stand for.
  void (*random_draws)(uint64_t seed, uint64_t position, uint64_t *draws, size_t count);
  void (*random_normal)(const uint64_t *draws, double *y, size_t count);
};

/// Numerator and denominator of the normal quantile about the middle, from the constant upwards.
extern const double adj_normal_centre[2][8];

extern const adj_kernels adj_kernels_avx512, adj_kernels_avx2, adj_kernels_baseline;

#endif
