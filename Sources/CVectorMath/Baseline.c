// The kernels that every machine of its kind runs: two doubles at a time.
#define LEVEL baseline
#define FUSED 0
#define VECTOR_BYTES 16
#if defined(__x86_64__)
#define LEVEL_TARGET __attribute__((target("sse2")))
#define SLEEF_FAMILY cinz
#define SLEEF_TARGET sse2
#elif defined(__aarch64__)
#define LEVEL_TARGET
#define SLEEF_FAMILY finz
#define SLEEF_TARGET advsimd
#else
#error "name the SLEEF functions of this machine's vectors here"
#endif
#include "Kernels/Level.h"
