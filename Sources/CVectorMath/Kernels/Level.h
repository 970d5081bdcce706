// All kernels of one instruction set. The including file defines LEVEL, LEVEL_TARGET, VECTOR_BYTES,
// SLEEF_FAMILY and SLEEF_TARGET. SLEEF's `finz` and `cinz` families are its reproducible ones: an
// element's bits do not depend on its neighbours (the ordinary sin takes another path for all
// elements of a vector when one is large), and AVX2 agrees with AVX-512.

#include <math.h>
#include <string.h>

#include "Table.h"

#pragma STDC FP_CONTRACT OFF

#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define JOIN_2(a, b) a##b
#define JOIN(a, b) JOIN_2(a, b)
#define JOIN_7(a, b, c, d, e, f, g) a##b##c##d##e##f##g
#define JOIN_ALL(a, b, c, d, e, f, g) JOIN_7(a, b, c, d, e, f, g)
#define LANES_d_64 8
#define LANES_d_32 4
#define LANES_d_16 2
#define LANES_f_64 16
#define LANES_f_32 8
#define LANES_f_16 4

#define REAL double
#define INTEGER int64_t
#define LETTER d
#define PRECISION f64
#define WIDE 1
#include "Precision.h"
#undef REAL
#undef INTEGER
#undef LETTER
#undef PRECISION
#undef WIDE

#define REAL float
#define INTEGER int32_t
#define LETTER f
#define PRECISION f32
#define WIDE 0
#include "Precision.h"
#undef REAL
#undef INTEGER
#undef LETTER
#undef PRECISION
#undef WIDE

#define UNARY_F64(name) loop_##name##_f64,
#define NUMBER_F64(name) number_##name##_f64,
#define UNARY_F32(name) loop_##name##_f32,
#define REDUCE_F64(name) reduce_##name##_f64,
#define REDUCE_F32(name) reduce_##name##_f32,
#define NAME_2(name) #name
#define NAME(name) NAME_2(name)

const adj_kernels JOIN(adj_kernels_, LEVEL) = {
    .name = NAME(LEVEL),
    .unary_f64 = {ADJ_UNARY(UNARY_F64)},
    .number_f64 = {ADJ_UNARY(NUMBER_F64)},
    .unary_f32 = {ADJ_UNARY(UNARY_F32)},
    .binary_f64 = {ADJ_BINARY(UNARY_F64)},
    .binary_f32 = {ADJ_BINARY(UNARY_F32)},
    .reduce_f64 = {ADJ_REDUCE(REDUCE_F64)},
    .reduce_f32 = {ADJ_REDUCE(REDUCE_F32)},
    .strands_f64 = strands_sum_f64,
    .strands_f32 = strands_sum_f32,
    .product_f64 = product_f64,
    .product_f32 = product_f32,
    .dots_f64 = dots_f64,
    .dots_f32 = dots_f32,
    .send = send_f64,
    .spread_f64 = spread_f64,
    .spread_f32 = spread_f32,
    .add_rows_f64 = add_rows_f64,
    .add_rows_f32 = add_rows_f32,
    .turn_f64 = turn_f64,
    .turn_f32 = turn_f32,
    .from_truth_f64 = from_truth_f64,
    .from_truth_f32 = from_truth_f32,
    .finite_f64 = finite_f64,
    .finite_f32 = finite_f32,
    .random_draws = random_draws,
    .random_normal = random_normal,
};
