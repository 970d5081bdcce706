// The kernels of one instruction set in one precision: REAL, INTEGER, LETTER, PRECISION, WIDE say which.

#define LANES JOIN_ALL(LANES_, LETTER, _, VECTOR_BYTES, , , )
#define FN(name) JOIN_ALL(name, _, PRECISION, , , , )
#define V FN(vector)
#define I FN(integers)
#define R REAL
#define INLINE static inline LEVEL_TARGET
#define SLEEF(name, accuracy)                                                                      \
  JOIN_ALL(JOIN(Sleef_, SLEEF_FAMILY), _##name, LETTER, LANES, accuracy, SLEEF_TARGET, )

typedef R V __attribute__((vector_size(VECTOR_BYTES)));
typedef INTEGER I __attribute__((vector_size(VECTOR_BYTES)));

INLINE V FN(load)(const R *x) {
  V v;
  memcpy(&v, x, sizeof v);
  return v;
}

INLINE void FN(store)(R *y, V v) { memcpy(y, &v, sizeof v); }

// Subtracting a zero keeps the sign of a zero; adding one would not.
INLINE V FN(splat)(R x) { return x - (V){0}; }

INLINE V FN(pick)(I mask, V yes, V no) { return (V)((mask & (I)yes) | (~mask & (I)no)); }

#include "Sleef.h"
#include "Functions.h"
#include "Gamma.h"
#include "Finite.h"
#include "Loops.h"
#include "Reductions.h"
#include "Moves.h"
#include "Products.h"
#if WIDE
#include "Random.h"
#endif

#undef LANES
#undef FN
#undef V
#undef I
#undef R
#undef INLINE
#undef SLEEF
#undef DECLARE
#undef WRAP_UNARY
