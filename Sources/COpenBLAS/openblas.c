#include "COpenBLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// Where the library is found: by the loader's own search, and where Homebrew keeps it.
static const char *const names[] = {
#if defined(__APPLE__)
    "libopenblas.dylib",
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib",
#else
    "libopenblas.so.0",
    "libopenblas.so",
#endif
};

// POSIX lets a symbol's address become a function's this way only.
#define FIND(library, function, name) ((*(void **)&function = dlsym(library, name)) != NULL)

// OpenBLAS brings LAPACK under its Fortran names: every argument by address, and behind the last argument the
// lengths of the characters among them.
#define ADJ_DEFINE(T, p)                                                                                      \
  static __typeof__(cblas_##p##gemv) *p##gemv;                                                                \
  static __typeof__(cblas_##p##gemm) *p##gemm;                                                                \
  static void (*p##getrf_)(const int *, const int *, T *, const int *, int *, int *);                         \
  static void (*p##getri_)(const int *, T *, const int *, const int *, T *, const int *, int *);              \
  static void (*p##getrs_)(const char *, const int *, const int *, const T *, const int *,                    \
                        const int *, T *, const int *, int *, size_t);                                        \
  static void (*p##gecon_)(const char *, const int *, const T *, const int *, const T *, T *, T *,            \
                        int *, int *, size_t);                                                                \
  static void (*p##potrf_)(const char *, const int *, T *, const int *, int *, size_t);                       \
  static void (*p##trtrs_)(const char *, const char *, const char *, const int *, const int *,                \
                        const T *, const int *, T *, const int *, int *, size_t, size_t, size_t);             \
  static void (*p##gelqf_)(const int *, const int *, T *, const int *, T *, T *, const int *, int *);         \
  static void (*p##orglq_)(const int *, const int *, const int *, T *, const int *, const T *, T *,           \
                        const int *, int *);                                                                  \
  static void (*p##gesdd_)(const char *, const int *, const int *, T *, const int *, T *, T *,                \
                        const int *, T *, const int *, T *, const int *, int *, int *, size_t);               \
  static void (*p##syevd_)(const char *, const char *, const int *, T *, const int *, T *, T *,               \
                        const int *, int *, const int *, int *, size_t, size_t);                              \
  static bool find_##p(void *library) {                                                                       \
    return FIND(library, p##gemv, "cblas_" #p "gemv") && FIND(library, p##gemm, "cblas_" #p "gemm") &&        \
           FIND(library, p##getrf_, #p "getrf_") && FIND(library, p##getri_, #p "getri_") &&                  \
           FIND(library, p##getrs_, #p "getrs_") && FIND(library, p##gecon_, #p "gecon_") &&                  \
           FIND(library, p##potrf_, #p "potrf_") && FIND(library, p##trtrs_, #p "trtrs_") &&                  \
           FIND(library, p##gelqf_, #p "gelqf_") && FIND(library, p##orglq_, #p "orglq_") &&                  \
           FIND(library, p##gesdd_, #p "gesdd_") && FIND(library, p##syevd_, #p "syevd_");                    \
  }                                                                                                           \
  void adj_##p##gemv(CBLAS_TRANSPOSE transpose, int m, int n, const T *a, int row, const T *x, T *y) {        \
    p##gemv(CblasRowMajor, transpose, m, n, 1, a, row, x, 1, 0, y, 1);                                        \
  }                                                                                                           \
  void adj_##p##gemm(CBLAS_TRANSPOSE left, CBLAS_TRANSPOSE right, int m, int n, int k, const T *a,            \
                     int a_row, const T *b, int b_row, T *y, int y_row) {                                     \
    p##gemm(CblasRowMajor, left, right, m, n, k, 1, a, a_row, b, b_row, 0, y, y_row);                         \
  }                                                                                                           \
  int adj_##p##getrf(int n, T *a, int *pivots) {                                                              \
    int info = 0;                                                                                             \
    p##getrf_(&n, &n, a, &n, pivots, &info);                                                                  \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##getri(int n, T *a, const int *pivots, T *work, int size) {                                     \
    int info = 0;                                                                                             \
    p##getri_(&n, a, &n, pivots, work, &size, &info);                                                         \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##getrs(char transpose, int n, int columns, const T *a,                                          \
                    const int *pivots, T *b) {                                                                \
    int info = 0;                                                                                             \
    p##getrs_(&transpose, &n, &columns, a, &n, pivots, b, &n, &info, 1);                                      \
    return info;                                                                                              \
  }                                                                                                           \
  T adj_##p##gecon(int n, const T *a, T norm, T *work, int *whole) {                                          \
    int info = 0;                                                                                             \
    T reciprocal = 0;                                                                                         \
    p##gecon_("1", &n, a, &n, &norm, &reciprocal, work, whole, &info, 1);                                     \
    return reciprocal;                                                                                        \
  }                                                                                                           \
  int adj_##p##potrf(int n, T *a) {                                                                           \
    int info = 0;                                                                                             \
    p##potrf_("U", &n, a, &n, &info, 1);                                                                      \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##trtrs(char half, char transpose, int n, int columns, const T *a,                               \
                    T *b) {                                                                                   \
    int info = 0;                                                                                             \
    p##trtrs_(&half, &transpose, "N", &n, &columns, a, &n, b, &n, &info, 1, 1, 1);                            \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##gelqf(int m, int n, T *a, T *tau, T *work, int size) {                                         \
    int info = 0;                                                                                             \
    p##gelqf_(&m, &n, a, &m, tau, work, &size, &info);                                                        \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##orglq(int m, int n, T *a, int rows, const T *tau, T *work,                                     \
                    int size) {                                                                               \
    int info = 0;                                                                                             \
    p##orglq_(&m, &n, &m, a, &rows, tau, work, &size, &info);                                                 \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##gesdd(int m, int n, T *a, T *s, T *u, T *vt, T *work, int size,                                \
                    int *whole) {                                                                             \
    int info = 0;                                                                                             \
    int k = m < n ? m : n;                                                                                    \
    p##gesdd_("S", &m, &n, a, &m, s, u, &m, vt, &k, work, &size, whole, &info, 1);                            \
    return info;                                                                                              \
  }                                                                                                           \
  int adj_##p##syevd(int n, T *a, T *values, T *work, int size, int *whole,                                   \
                    int wholes) {                                                                             \
    int info = 0;                                                                                             \
    p##syevd_("V", "U", &n, a, &n, values, work, &size, whole, &wholes, &info, 1, 1);                         \
    return info;                                                                                              \
  }

ADJ_DEFINE(double, d)
ADJ_DEFINE(float, s)

static bool is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  // Its own threads would change bits. They stay asleep, and block the signals that our thread blocks.
  void (*set_threads)(int);
  if (!FIND(library, set_threads, "openblas_set_num_threads")) return;
  set_threads(1);
  is_loaded = find_d(library) && find_s(library);
}

bool adj_load_openblas(void) {
  pthread_once(&once, load);
  return is_loaded;
}
