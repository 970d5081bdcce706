#ifndef ADJOINT_VECTOR_MATH_H
#define ADJOINT_VECTOR_MATH_H

/// The widest instruction set that the kernels use on this machine.
const char *adj_simd_name(void);

#endif
