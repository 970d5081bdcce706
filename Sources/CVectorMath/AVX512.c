// The kernels for AVX-512: eight doubles at a time.
#if defined(__x86_64__)
#include <immintrin.h>

// The lanes below `n`, read and written alone.
#define MASKS 1
#define LOAD_REST_d(x, other, n) _mm512_mask_loadu_pd(other, (__mmask8)((1u << (n)) - 1), x)
#define LOAD_REST_f(x, other, n) _mm512_mask_loadu_ps(other, (__mmask16)((1u << (n)) - 1), x)
#define STORE_REST_d(y, v, n) _mm512_mask_storeu_pd(y, (__mmask8)((1u << (n)) - 1), v)
#define STORE_REST_f(y, v, n) _mm512_mask_storeu_ps(y, (__mmask16)((1u << (n)) - 1), v)

#define LEVEL avx512
#define LEVEL_TARGET __attribute__((target("avx512f,avx2,fma")))
#define FUSED 1
#define VECTOR_BYTES 64
#define SLEEF_FAMILY finz
#define SLEEF_TARGET avx512f
#define FIRST_REGISTER "zmm0"
#define SECOND_REGISTER "zmm1"
#define CLOBBERED                                                                                  \
  "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "cc", "memory", "zmm2", "zmm3",     \
      "zmm4", "zmm5", "zmm6", "zmm7", "zmm8", "zmm9", "zmm10", "zmm11", "zmm12", "zmm13", "zmm14", \
      "zmm15", "zmm16", "zmm17", "zmm18", "zmm19", "zmm20", "zmm21", "zmm22", "zmm23", "zmm24",    \
      "zmm25", "zmm26", "zmm27", "zmm28", "zmm29", "zmm30", "zmm31", "k1", "k2", "k3", "k4", "k5", \
      "k6", "k7"
#include "Kernels/Level.h"
#else
typedef int adj_nothing_for_this_machine;
#endif
