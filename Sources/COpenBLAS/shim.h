#include <cblas.h>
#include <stddef.h>

// OpenBLAS brings LAPACK under its Fortran names: every argument by address, matrices by columns, and behind the
// last argument the lengths of the characters among them. The wrappers below take values and give LAPACK's `info`.
//
// Bounds: matrices are packed (leading dimension = rows), `n` stands for n*n elements; `work` has `size` elements,
// or is asked for the best size with `size` = -1.
#define ADJ_LAPACK(T, p)                                                                            \
  extern void p##getrf_(const int *, const int *, T *, const int *, int *, int *);                  \
  extern void p##getri_(const int *, T *, const int *, const int *, T *, const int *, int *);       \
  extern void p##getrs_(const char *, const int *, const int *, const T *, const int *,             \
                        const int *, T *, const int *, int *, size_t);                              \
  extern void p##gecon_(const char *, const int *, const T *, const int *, const T *, T *, T *,     \
                        int *, int *, size_t);                                                      \
  extern void p##potrf_(const char *, const int *, T *, const int *, int *, size_t);                \
  extern void p##trtrs_(const char *, const char *, const char *, const int *, const int *,         \
                        const T *, const int *, T *, const int *, int *, size_t, size_t, size_t);   \
  extern void p##gelqf_(const int *, const int *, T *, const int *, T *, T *, const int *, int *);  \
  extern void p##orglq_(const int *, const int *, const int *, T *, const int *, const T *, T *,    \
                        const int *, int *);                                                        \
  extern void p##gesdd_(const char *, const int *, const int *, T *, const int *, T *, T *,         \
                        const int *, T *, const int *, T *, const int *, int *, int *, size_t);     \
  extern void p##syevd_(const char *, const char *, const int *, T *, const int *, T *, T *,        \
                        const int *, int *, const int *, int *, size_t, size_t);                    \
  static inline int adj_##p##getrf(int n, T *a, int *pivots) {                                      \
    int info = 0;                                                                                   \
    p##getrf_(&n, &n, a, &n, pivots, &info);                                                        \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##getri(int n, T *a, const int *pivots, T *work, int size) {             \
    int info = 0;                                                                                   \
    p##getri_(&n, a, &n, pivots, work, &size, &info);                                               \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##getrs(char transpose, int n, int columns, const T *a,                  \
                                   const int *pivots, T *b) {                                       \
    int info = 0;                                                                                   \
    p##getrs_(&transpose, &n, &columns, a, &n, pivots, b, &n, &info, 1);                            \
    return info;                                                                                    \
  }                                                                                                 \
  static inline T adj_##p##gecon(int n, const T *a, T norm, T *work, int *whole) {                  \
    int info = 0;                                                                                   \
    T reciprocal = 0;                                                                               \
    p##gecon_("1", &n, a, &n, &norm, &reciprocal, work, whole, &info, 1);                           \
    return reciprocal;                                                                              \
  }                                                                                                 \
  static inline int adj_##p##potrf(int n, T *a) {                                                   \
    int info = 0;                                                                                   \
    p##potrf_("U", &n, a, &n, &info, 1);                                                            \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##trtrs(char half, char transpose, int n, int columns, const T *a,       \
                                   T *b) {                                                          \
    int info = 0;                                                                                   \
    p##trtrs_(&half, &transpose, "N", &n, &columns, a, &n, b, &n, &info, 1, 1, 1);                  \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##gelqf(int m, int n, T *a, T *tau, T *work, int size) {                 \
    int info = 0;                                                                                   \
    p##gelqf_(&m, &n, a, &m, tau, work, &size, &info);                                              \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##orglq(int m, int n, T *a, int rows, const T *tau, T *work,             \
                                   int size) {                                                      \
    int info = 0;                                                                                   \
    p##orglq_(&m, &n, &m, a, &rows, tau, work, &size, &info);                                       \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##gesdd(int m, int n, T *a, T *s, T *u, T *vt, T *work, int size,        \
                                   int *whole) {                                                    \
    int info = 0;                                                                                   \
    int k = m < n ? m : n;                                                                          \
    p##gesdd_("S", &m, &n, a, &m, s, u, &m, vt, &k, work, &size, whole, &info, 1);                  \
    return info;                                                                                    \
  }                                                                                                 \
  static inline int adj_##p##syevd(int n, T *a, T *values, T *work, int size, int *whole,           \
                                   int wholes) {                                                    \
    int info = 0;                                                                                   \
    p##syevd_("V", "U", &n, a, &n, values, work, &size, whole, &wholes, &info, 1, 1);               \
    return info;                                                                                    \
  }

ADJ_LAPACK(double, d)
ADJ_LAPACK(float, s)

#undef ADJ_LAPACK
