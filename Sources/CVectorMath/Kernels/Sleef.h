// SLEEF's functions. Errors are below 1 ulp (erfc 1.5).
//
// sleef.h hides the wide ones unless the whole file is compiled for that instruction set, and so does
// the calling convention: whatever a function's target attribute says, Clang passes vectors wider
// than the file's in memory, where SLEEF does not look. So wide vectors are put into the registers,
// and the stack is aligned, by hand.

// Only their addresses are used, so the prototypes need not be right.
#define DECLARE(name, accuracy) void SLEEF(name, accuracy)(void);

#ifdef FIRST_REGISTER

#define CALL_UNARY(name, accuracy, x) FN(call_unary)((void *)SLEEF(name, accuracy), x)
#define CALL_BINARY(name, accuracy, a, b) FN(call_binary)((void *)SLEEF(name, accuracy), a, b)

// 128 bytes below the stack pointer belong to the calling function.
#define CALL                                                                                       \
  "movq %%rsp, %%r12\n leaq -128(%%rsp), %%rsp\n andq $-64, %%rsp\n call *%%rax\n"                  \
  "movq %%r12, %%rsp"

INLINE V FN(call_unary)(void *function, V x) {
  register V result __asm__(FIRST_REGISTER) = x;
  __asm__(CALL : "+v"(result), "+a"(function) : : CLOBBERED, SECOND_REGISTER);
  return result;
}

INLINE V FN(call_binary)(void *function, V a, V b) {
  register V result __asm__(FIRST_REGISTER) = a;
  register V second __asm__(SECOND_REGISTER) = b;
  __asm__(CALL : "+v"(result), "+v"(second), "+a"(function) : : CLOBBERED);
  return result;
}

#undef CALL

#else

#define CALL_UNARY(name, accuracy, x) ((V(*)(V))SLEEF(name, accuracy))(x)
#define CALL_BINARY(name, accuracy, a, b) ((V(*)(V, V))SLEEF(name, accuracy))(a, b)

#endif

#define WRAP_UNARY(name)                                                                           \
  DECLARE(name, _u10)                                                                              \
  INLINE V FN(name)(V x) { return CALL_UNARY(name, _u10, x); }

WRAP_UNARY(cbrt)
WRAP_UNARY(exp)
WRAP_UNARY(log)
WRAP_UNARY(log2)
WRAP_UNARY(log10)
WRAP_UNARY(sin)
WRAP_UNARY(cos)
WRAP_UNARY(tan)
WRAP_UNARY(asin)
WRAP_UNARY(acos)
WRAP_UNARY(atan)
WRAP_UNARY(lgamma)

DECLARE(log1p, _u10)
DECLARE(sinh, _u10)
DECLARE(cosh, _u10)
DECLARE(asinh, _u10)
DECLARE(acosh, _u10)
DECLARE(erfc, _u15)
DECLARE(pow, _u10)
DECLARE(atan2, _u10)
DECLARE(hypot, _u05)

