#ifndef ADJOINT_RANDOM_NUMBERS_H
#define ADJOINT_RANDOM_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

typedef struct adj_kernels adj_kernels;

// `count` numbers from draw `position` of a seed on, with the same bits by all kernels: a draw is 64 bits, one half of
// a block of Philox 4×32 whose key is the seed and whose counter is half the position.

/// Multiples of 2⁻⁵³ from 0 up to but not including 1.
void adj_random_uniform(const adj_kernels *, uint64_t seed, uint64_t position, double *y,
                        size_t count);

/// Numbers of the standard normal distribution.
void adj_random_normal(const adj_kernels *, uint64_t seed, uint64_t position, double *y,
                       size_t count);

/// Whole numbers from `low` on, `width` of them.
void adj_random_integers(const adj_kernels *, uint64_t seed, uint64_t position, int64_t low,
                         uint64_t width, double *y, size_t count);

/// The number below which a standard normal variable lies with probability `p` ≤ ½; minus infinity for 0.
double adj_normal_quantile(double p);

#endif
