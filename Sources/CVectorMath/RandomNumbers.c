// Random numbers that a seed and a position determine.

#include <math.h>

#include "Kernels/Table.h"

#pragma STDC FP_CONTRACT OFF

double Sleef_cinz_logd1_u10purec(double);

// Wichura, "Algorithm AS 241: the percentage points of the normal distribution", 1988, routine PPND16: numerators and
// denominators, from the constant upwards.
const double adj_normal_centre[2][8] = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
     1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
     3.3430575583588128105e4, 2.5090809287301226727e3},
    {1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
     5.2264952788528545610e3},
};

static const double near_tail[2][8] = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9},
};

static const double far_tail[2][8] = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15},
};

static double fraction(const double parts[2][8], double x) {
  double numerator = parts[0][7], denominator = parts[1][7];
  for (int k = 6; k >= 0; k--) {
    numerator = numerator * x + parts[0][k];
    denominator = denominator * x + parts[1][k];
  }
  return numerator / denominator;
}

double adj_normal_quantile(double p) {
  const double q = p - 0.5;
  if (fabs(q) <= 0.425) return q * fraction(adj_normal_centre, 0.180625 - q * q);
  if (p <= 0) return -INFINITY;
  const double r = sqrt(-Sleef_cinz_logd1_u10purec(p));
  return r <= 5 ? -fraction(near_tail, r - 1.6) : -fraction(far_tail, r - 5);
}

/// The draws that are turned into numbers at a time.
enum { draws_at_once = 512 };

#define NUMBERS(turn)                                                                              \
  uint64_t draws[draws_at_once];                                                                   \
  for (size_t start = 0; start < count; start += draws_at_once) {                                  \
    const size_t rest = count - start, size = rest < draws_at_once ? rest : draws_at_once;         \
    k->random_draws(seed, position + start, draws, size);                                          \
    turn                                                                                           \
  }

void adj_random_uniform(const adj_kernels *k, uint64_t seed, uint64_t position, double *y,
                        size_t count) {
  NUMBERS(for (size_t i = 0; i < size; i++) {
    y[start + i] = (double)(int64_t)(draws[i] >> 11) * 0x1p-53;
  })
}

void adj_random_normal(const adj_kernels *k, uint64_t seed, uint64_t position, double *y,
                       size_t count) {
  NUMBERS(k->random_normal(draws, y + start, size);)
}

void adj_random_integers(const adj_kernels *k, uint64_t seed, uint64_t position, int64_t low,
                         uint64_t width, double *y, size_t count) {
  // The high half of the product: the bias is below width / 2⁶⁴.
  NUMBERS(for (size_t i = 0; i < size; i++) {
    const uint64_t offset = (uint64_t)((unsigned __int128)draws[i] * width >> 64);
    y[start + i] = (double)(int64_t)((uint64_t)low + offset);
  })
}
