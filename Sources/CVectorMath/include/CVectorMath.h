#ifndef ADJOINT_VECTOR_MATH_H
#define ADJOINT_VECTOR_MATH_H

#include <stddef.h>
#include <stdint.h>

#include "Blocks.h"
#include "Images.h"
#include "LongCall.h"
#include "Pool.h"
#include "Programs.h"
#include "RandomNumbers.h"
#include "Sorting.h"

/// Elementwise functions of one argument; `UnaryKernel` in Swift has the same names in this order.
#define ADJ_UNARY(X)                                                                               \
  X(negate) X(absolute) X(sign) X(floor) X(ceil) X(round) X(sqrt) X(cbrt) X(exp) X(expm1) X(log)   \
  X(log1p) X(log2) X(log10) X(sin) X(cos) X(tan) X(asin) X(acos) X(atan) X(sinh) X(cosh) X(tanh)   \
  X(asinh) X(acosh) X(atanh) X(erf) X(erfc) X(lgamma) X(digamma) X(trigamma) X(sigmoid)            \
  X(softplus) X(relu) X(square) X(reciprocal) X(gelu)

/// Questions about one number, answered by a byte; they follow the functions in `UnaryKernel`.
#define ADJ_TEST(X) X(logicalNot) X(isNaN) X(isFinite)

/// Elementwise functions of two arguments; `BinaryKernel` in Swift has the same names in this order.
#define ADJ_BINARY(X)                                                                              \
  X(add) X(subtract) X(multiply) X(divide) X(power) X(maximum) X(minimum) X(modulo) X(atan2)       \
  X(hypot) X(logaddexp) X(guardedMultiply) X(absorbingMultiply)

/// Comparisons, answered by a byte; they follow the functions in `BinaryKernel`.
#define ADJ_COMPARE(X)                                                                             \
  X(equal) X(notEqual) X(less) X(lessOrEqual) X(greater) X(greaterOrEqual) X(and) X(or)

/// Ways to make one number of many; `Reduction` in Swift has the same names in this order.
#define ADJ_REDUCE(X) X(sum) X(product) X(maximum) X(minimum)

/// The kernels compiled for one instruction set.
typedef struct adj_kernels adj_kernels;

/// The kernels named `avx512`, `avx2` or `baseline`, or NULL where this machine cannot run them.
const adj_kernels *adj_kernels_named(const char *name);

/// The widest kernels this machine runs, or those that `ADJOINT_SIMD` names.
const adj_kernels *adj_kernels_default(void);

const char *adj_simd_name(const adj_kernels *kernels);

/// The name of a kernel by its number, or NULL after the last: what the Swift enums are checked by.
const char *adj_unary_name(int kernel);
const char *adj_binary_name(int kernel);

/// How an operand of a broadcast is walked: `step` within a row, 0 for one number used everywhere or 1
/// for a run, and `row` elements from one row to the next.
typedef struct {
  int step;
  ptrdiff_t row;
} adj_walk;

// Outputs may be the inputs. Buffers hold `count` elements a row, or one where the step is 0; rows of
// results follow each other. The answer is whether no result is NaN or infinite.

int adj_unary_f64(const adj_kernels *, int kernel, const double *x, double *y, size_t count);
int adj_unary_f32(const adj_kernels *, int kernel, const float *x, float *y, size_t count);
double adj_unary_number(const adj_kernels *, int kernel, double x);

int adj_binary_f64(const adj_kernels *, int kernel, const double *a, adj_walk a_walk,
                   const double *b, adj_walk b_walk, double *y, size_t count, size_t rows);
int adj_binary_f32(const adj_kernels *, int kernel, const float *a, adj_walk a_walk,
                   const float *b, adj_walk b_walk, float *y, size_t count, size_t rows);
double adj_binary_number(const adj_kernels *, int kernel, double a, double b);

void adj_test_f64(int kernel, const double *x, uint8_t *y, size_t count);
void adj_test_f32(int kernel, const float *x, uint8_t *y, size_t count);
void adj_compare_f64(int kernel, const double *a, adj_walk a_walk, const double *b,
                     adj_walk b_walk, uint8_t *y, size_t count, size_t rows);
void adj_compare_f32(int kernel, const float *a, adj_walk a_walk, const float *b,
                     adj_walk b_walk, uint8_t *y, size_t count, size_t rows);

/// Reads and sets a byte that several threads may look at.
static inline uint8_t adj_flag(const uint8_t *flag) {
  return __atomic_load_n(flag, __ATOMIC_RELAXED);
}
static inline void adj_set_flag(uint8_t *flag, uint8_t value) {
  __atomic_store_n(flag, value, __ATOMIC_RELAXED);
}

/// `y[o, i]` from `x[o, r, i]`, over a tree that depends on the three sizes alone.
void adj_reduce_f64(const adj_kernels *, int kernel, const double *x, double *y, size_t outer,
                    size_t rows, size_t inner);
void adj_reduce_f32(const adj_kernels *, int kernel, const float *x, float *y, size_t outer,
                    size_t rows, size_t inner);

/// The most rows of `inner` columns that the tree takes one after the other; above it branches.
size_t adj_leaf_rows(size_t inner);

/// The rows on the left of a branch over `rows` rows: whole leaves.
size_t adj_left_rows(size_t rows, size_t leaf);

/// The first position of the largest (or smallest) of `count` numbers, of which there are some; NaN wins.
size_t adj_argmax_f64(const adj_kernels *, const double *x, size_t count);
size_t adj_argmax_f32(const adj_kernels *, const float *x, size_t count);
size_t adj_argmin_f64(const adj_kernels *, const double *x, size_t count);
size_t adj_argmin_f32(const adj_kernels *, const float *x, size_t count);

/// The same for each column of some rows, of which `first` were looked at before: `best` and `places` hold what they came
/// to.
void adj_argmax_rows_f64(const double *x, size_t first, size_t rows, size_t columns, double *best,
                         double *places);
void adj_argmax_rows_f32(const float *x, size_t first, size_t rows, size_t columns, float *best,
                         double *places);
void adj_argmin_rows_f64(const double *x, size_t first, size_t rows, size_t columns, double *best,
                         double *places);
void adj_argmin_rows_f32(const float *x, size_t first, size_t rows, size_t columns, float *best,
                         double *places);

/// Rows of running totals from rows of operands, each `step` elements after the one before, on from `totals`, which
/// holds one number for each column. `b` counts for the recurrence `b + x * before` alone, in which 0 stays 0.
void adj_running_sum_f64(const double *x, const double *b, double *y, double *totals, size_t rows,
                         ptrdiff_t step, size_t columns);
void adj_running_sum_f32(const float *x, const float *b, float *y, double *totals, size_t rows,
                         ptrdiff_t step, size_t columns);
void adj_running_product_f64(const double *x, const double *b, double *y, double *totals,
                             size_t rows, ptrdiff_t step, size_t columns);
void adj_running_product_f32(const float *x, const float *b, float *y, double *totals, size_t rows,
                             ptrdiff_t step, size_t columns);
void adj_running_recurrence_f64(const double *x, const double *b, double *y, double *totals,
                                size_t rows, ptrdiff_t step, size_t columns);
void adj_running_recurrence_f32(const float *x, const float *b, float *y, double *totals,
                                size_t rows, ptrdiff_t step, size_t columns);

/// How many elements of a mask are not 0.
size_t adj_count_true(const uint8_t *mask, size_t count);

/// How many elements of each column of some rows are not 0.
void adj_count_rows_f64(const double *x, size_t rows, size_t columns, double *y);
void adj_count_rows_f32(const float *x, size_t rows, size_t columns, double *y);
void adj_count_rows_u8(const uint8_t *x, size_t rows, size_t columns, double *y);

/// The positions at which a mask is not 0, counted from `first`, times `stride`; room for as many as there are.
void adj_mask_offsets(const uint8_t *mask, ptrdiff_t first, ptrdiff_t stride, ptrdiff_t *offsets,
                      size_t count);

/// Numbers as whole ones; whether all are, and smaller than 2^62.
int adj_whole_numbers(const double *x, ptrdiff_t *whole, size_t count);

/// `y[offsets[i]] = x[i]`, one after the other.
void adj_deal_8(const uint64_t *x, const ptrdiff_t *offsets, uint64_t *y, size_t count);
void adj_deal_4(const uint32_t *x, const ptrdiff_t *offsets, uint32_t *y, size_t count);
void adj_deal_1(const uint8_t *x, const ptrdiff_t *offsets, uint8_t *y, size_t count);

/// `y[offsets[i]] += x[i]`, one after the other.
void adj_accumulate_at_f64(const double *x, const ptrdiff_t *offsets, double *y, size_t count);
void adj_accumulate_at_f32(const float *x, const ptrdiff_t *offsets, float *y, size_t count);

/// Like `adj_accumulate_at_f64`, for rows of `width` elements that stand behind each other in `x`.
void adj_accumulate_rows_f64(
  const double *x, const ptrdiff_t *offsets, double *y, size_t rows, size_t width);
void adj_accumulate_rows_f32(
  const float *x, const ptrdiff_t *offsets, float *y, size_t rows, size_t width);
/// Copies rows of `width` bytes from offsets in elements of `size` bytes, one behind the other.
void adj_gather_rows(
  const char *x, const ptrdiff_t *offsets, char *y, size_t rows, size_t width, size_t size);

/// `y[i] = x[offsets[i]]`.
void adj_gather_8(const uint64_t *x, const ptrdiff_t *offsets, uint64_t *y, size_t count);
void adj_gather_4(const uint32_t *x, const ptrdiff_t *offsets, uint32_t *y, size_t count);
void adj_gather_1(const uint8_t *x, const ptrdiff_t *offsets, uint8_t *y, size_t count);

/// The position of the first NaN or infinity, or `count`.
size_t adj_first_nonfinite_f64(const adj_kernels *, const double *x, size_t count);
size_t adj_first_nonfinite_f32(const adj_kernels *, const float *x, size_t count);

void adj_fill_f64(double *y, double value, size_t count);
void adj_fill_f32(float *y, float value, size_t count);
void adj_cast_f32_f64(const float *x, double *y, size_t count);
void adj_cast_f64_f32(const double *x, float *y, size_t count);
void adj_truth_f64(const double *x, uint8_t *y, size_t count);
void adj_cast_u8_f64(const uint8_t *x, double *y, size_t count);
void adj_truth_f32(const float *x, uint8_t *y, size_t count);
void adj_cast_u8_f32(const uint8_t *x, float *y, size_t count);

/// Where the mask is not 0 the first, else the second; elements are copied as they are.
void adj_select_8(const uint8_t *mask, int mask_step, const uint64_t *a, int a_step,
                  const uint64_t *b, int b_step, uint64_t *y, size_t count);
void adj_select_4(const uint8_t *mask, int mask_step, const uint32_t *a, int a_step,
                  const uint32_t *b, int b_step, uint32_t *y, size_t count);
void adj_select_1(const uint8_t *mask, int mask_step, const uint8_t *a, int a_step,
                  const uint8_t *b, int b_step, uint8_t *y, size_t count);

/// `y[i] = x[i * stride]`, strides in elements.
void adj_copy_8(const uint64_t *x, ptrdiff_t x_stride, uint64_t *y, ptrdiff_t y_stride, size_t count);
void adj_copy_4(const uint32_t *x, ptrdiff_t x_stride, uint32_t *y, ptrdiff_t y_stride, size_t count);
void adj_copy_1(const uint8_t *x, ptrdiff_t x_stride, uint8_t *y, ptrdiff_t y_stride, size_t count);

/// `rows` rows of `run` elements: each the next ones of `x`, which moves by `row`, or where `step` is 0 the next one
/// repeated.
void adj_spread_8(const uint64_t *x, ptrdiff_t row, int step, uint64_t *y, size_t run, size_t rows);
void adj_spread_4(const uint32_t *x, ptrdiff_t row, int step, uint32_t *y, size_t run, size_t rows);
void adj_spread_1(const uint8_t *x, ptrdiff_t row, int step, uint8_t *y, size_t run, size_t rows);

/// A matrix of rows and columns at strides into one without gaps, in tiles.
void adj_pack_8(const uint64_t *x, ptrdiff_t row, ptrdiff_t column, uint64_t *y, size_t rows,
                size_t columns);
void adj_pack_4(const uint32_t *x, ptrdiff_t row, ptrdiff_t column, uint32_t *y, size_t rows,
                size_t columns);
void adj_pack_1(const uint8_t *x, ptrdiff_t row, ptrdiff_t column, uint8_t *y, size_t rows,
                size_t columns);

/// The sizes of a product `(rows, inner) @ (inner, columns)`, and how far a step along each side of an operand moves:
/// one of the two is 1.
typedef struct {
  size_t rows, inner, columns;
  ptrdiff_t a_row, a_step, b_row, b_step;
} adj_product;

/// The product of small matrices, or of a matrix and a vector. The rows of the result follow each other.
///
/// Each element of the result of two matrices is one chain of fused multiply-adds in the order of the inner side.
void adj_multiply_f64(const adj_kernels *, const adj_product *, const double *a, const double *b, double *y);
void adj_multiply_f32(const adj_kernels *, const adj_product *, const float *a, const float *b, float *y);

/// `y[i * y_stride] += x[i]`.
void adj_accumulate_f64(const double *x, double *y, ptrdiff_t y_stride, size_t count);
void adj_accumulate_f32(const float *x, float *y, ptrdiff_t y_stride, size_t count);

/// A step of a program over single numbers, which lie in registers.
typedef struct adj_step {
  /// What is done; an `adj_step_form`.
  uint8_t form;
  uint8_t kernel;
  /// Where the result goes; the first of them for a group.
  int32_t result;
  /// The register of the first operand.
  int32_t first;
  /// The register of the second operand; for a group where its list begins, which says how many
  /// registers follow; for a choice where the list of both choices is.
  int32_t second;
} adj_step;

typedef enum {
  adj_step_add,
  adj_step_subtract,
  adj_step_multiply,
  adj_step_divide,
  adj_step_chain,
  adj_step_negate,
  adj_step_unary,
  adj_step_binary,
  adj_step_group,
  adj_step_test,
  adj_step_compare,
  adj_step_positive,
  adj_step_select,
} adj_step_form;

/// Runs steps one after the other, with the bits that elements of tensors would get.
void adj_run_steps(const adj_kernels *, const adj_step *steps, size_t count, const int32_t *lists,
                   double *registers);

#endif
