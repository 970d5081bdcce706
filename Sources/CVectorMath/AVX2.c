// The kernels for AVX2 with fused multiply-add: four doubles at a time.
#if defined(__x86_64__)
#define LEVEL avx2
#define LEVEL_TARGET __attribute__((target("avx2,fma")))
#define VECTOR_BYTES 32
#define SLEEF_FAMILY finz
#define SLEEF_TARGET avx2
#include "Kernels/Level.h"
#else
typedef int adj_nothing_for_this_machine;
#endif
