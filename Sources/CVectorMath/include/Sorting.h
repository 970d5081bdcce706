#ifndef ADJOINT_SORTING_H
#define ADJOINT_SORTING_H

#include <stddef.h>
#include <stdint.h>

// Sorting by keys: whole numbers that order as floating-point numbers do. Every way of sorting gives the same result.

/// Keys of `count` numbers: NaN is largest. With `merges` both zeros have one key, and every NaN; else all bits count.
void adj_keys_f64(const double *x, uint64_t *keys, size_t count, int merges);
void adj_keys_f32(const float *x, uint32_t *keys, size_t count, int merges);

/// The numbers whose bits all count in their keys.
void adj_unkeyed_f64(const uint64_t *keys, double *x, size_t count);
void adj_unkeyed_f32(const uint32_t *keys, float *x, size_t count);

/// Puts the zeros among sorted numbers, which have signs, into the order in which `x` has them.
void adj_settle_zeros_f64(const double *x, double *sorted, size_t count);
void adj_settle_zeros_f32(const float *x, float *sorted, size_t count);

/// Sorts `count` keys; `spare` has room for as many.
void adj_sort_u64(uint64_t *keys, uint64_t *spare, size_t count);
void adj_sort_u32(uint32_t *keys, uint32_t *spare, size_t count);

/// A key with the position it came from.
typedef struct {
  uint64_t key;
  uint64_t position;
} adj_keyed;

/// Numbers with their positions, from 0; both zeros have one key, and every NaN.
void adj_pairs_f64(const double *x, adj_keyed *pairs, size_t count);
void adj_pairs_f32(const float *x, adj_keyed *pairs, size_t count);

/// Sorts `count` pairs by their keys; equal keys stay in order. `spare` has room for as many.
void adj_sort_pairs(adj_keyed *pairs, adj_keyed *spare, size_t count);

/// What two sorted runs are when merged, from place `start` up to `end`; of equal keys the left run's come first.
void adj_merge_u64(const uint64_t *left, size_t left_count, const uint64_t *right,
                   size_t right_count, uint64_t *result, size_t start, size_t end);
void adj_merge_u32(const uint32_t *left, size_t left_count, const uint32_t *right,
                   size_t right_count, uint32_t *result, size_t start, size_t end);
void adj_merge_pairs(const adj_keyed *left, size_t left_count, const adj_keyed *right,
                     size_t right_count, adj_keyed *result, size_t start, size_t end);

#endif
