// The kernels for AVX-512: eight doubles at a time.
#if defined(__x86_64__)
#define LEVEL avx512
#define LEVEL_TARGET __attribute__((target("avx512f,avx2,fma")))
#define VECTOR_BYTES 64
#define SLEEF_FAMILY finz
#define SLEEF_TARGET avx512f
#include "Kernels/Level.h"
#else
typedef int adj_nothing_for_this_machine;
#endif
