// The kernels for AVX2 with fused multiply-add: four doubles at a time.
#if defined(__x86_64__)
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
