// SLEEF's functions, declared by hand: sleef.h hides the wide ones unless the whole file is compiled
// for that instruction set. Errors are below 1 ulp (erfc 1.5).

#define DECLARE_UNARY(name, accuracy) LEVEL_TARGET V SLEEF(name, accuracy)(V);
#define DECLARE_BINARY(name, accuracy) LEVEL_TARGET V SLEEF(name, accuracy)(V, V);
#define WRAP_UNARY(name)                                                                           \
  DECLARE_UNARY(name, _u10)                                                                        \
  INLINE V FN(name)(V x) { return SLEEF(name, _u10)(x); }

WRAP_UNARY(cbrt)
WRAP_UNARY(exp)
WRAP_UNARY(expm1)
WRAP_UNARY(log)
WRAP_UNARY(log2)
WRAP_UNARY(log10)
WRAP_UNARY(sin)
WRAP_UNARY(cos)
WRAP_UNARY(tan)
WRAP_UNARY(asin)
WRAP_UNARY(acos)
WRAP_UNARY(atan)
WRAP_UNARY(tanh)
WRAP_UNARY(atanh)
WRAP_UNARY(erf)
WRAP_UNARY(lgamma)

DECLARE_UNARY(log1p, _u10)
DECLARE_UNARY(sinh, _u10)
DECLARE_UNARY(cosh, _u10)
DECLARE_UNARY(asinh, _u10)
DECLARE_UNARY(acosh, _u10)
DECLARE_UNARY(erfc, _u15)
DECLARE_BINARY(pow, _u10)
DECLARE_BINARY(atan2, _u10)
DECLARE_BINARY(hypot, _u05)

#undef DECLARE_UNARY
#undef DECLARE_BINARY
#undef WRAP_UNARY
