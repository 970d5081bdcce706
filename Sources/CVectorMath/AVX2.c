// The kernels for AVX2 with fused multiply-add: four doubles at a time.
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

// The lanes below `n`, read and written alone.
#define MASKS 1
typedef int64_t lanes_d __attribute__((vector_size(32)));
typedef int32_t lanes_f __attribute__((vector_size(32)));
#define BELOW_d(n) ((__m256i)((lanes_d){0, 1, 2, 3} < (int64_t)(n)))
#define BELOW_f(n) ((__m256i)((lanes_f){0, 1, 2, 3, 4, 5, 6, 7} < (int32_t)(n)))
#define LOAD_REST_d(x, other, n)                                                                   \
  _mm256_blendv_pd(other, _mm256_maskload_pd(x, BELOW_d(n)), (__m256d)BELOW_d(n))
#define LOAD_REST_f(x, other, n)                                                                   \
  _mm256_blendv_ps(other, _mm256_maskload_ps(x, BELOW_f(n)), (__m256)BELOW_f(n))
#define STORE_REST_d(y, v, n) _mm256_maskstore_pd(y, BELOW_d(n), v)
#define STORE_REST_f(y, v, n) _mm256_maskstore_ps(y, BELOW_f(n), v)

#define LEVEL avx2
#define LEVEL_TARGET __attribute__((target("avx2,fma")))
#define FUSED 1
#define VECTOR_BYTES 32
#define SLEEF_FAMILY finz
#define SLEEF_TARGET avx2
#define FIRST_REGISTER "ymm0"
#define SECOND_REGISTER "ymm1"
#define CLOBBERED                                                                                  \
  "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "cc", "memory", "ymm2", "ymm3",     \
      "ymm4", "ymm5", "ymm6", "ymm7", "ymm8", "ymm9", "ymm10", "ymm11", "ymm12", "ymm13", "ymm14", \
      "ymm15"
#include "Kernels/Level.h"
#else
typedef int adj_nothing_for_this_machine;
#endif
