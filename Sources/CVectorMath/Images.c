// Windows over images: patches for convolutions, and pooling.

#include <math.h>
#include <string.h>

#include "include/Images.h"

/// The places at which weight `offset` of a window meets the image: from `first` up to `end`.
typedef struct {
  ptrdiff_t first, end;
} range;

static ptrdiff_t rounded_up(ptrdiff_t a, ptrdiff_t b) { return a > 0 ? (a + b - 1) / b : 0; }

static range inside(adj_window w, ptrdiff_t offset) {
  const ptrdiff_t start = w.padding - offset * w.dilation;
  range r = {rounded_up(start, w.stride), rounded_up(w.size + start, w.stride)};
  if (r.first > w.places) r.first = w.places;
  if (r.end > w.places) r.end = w.places;
  if (r.end < r.first) r.end = r.first;
  return r;
}

/// The position in the image that weight `offset` of the window at `place` meets.
static ptrdiff_t position(adj_window w, ptrdiff_t place, ptrdiff_t offset) {
  return place * w.stride - w.padding + offset * w.dilation;
}

/// The usual windows are known when compiled: then the loops over them have no counters.
#define WITH_USUAL_SIZES(call)                                                                     \
  if (rows.window == 2 && columns.window == 2 && columns.stride == 2) {                            \
    call(2, 2, 2)                                                                                  \
  } else if (rows.window == 3 && columns.window == 3 && columns.stride == 2) {                     \
    call(3, 3, 2)                                                                                  \
  } else {                                                                                         \
    call(rows.window, columns.window, columns.stride)                                              \
  }

#define INLINE static inline __attribute__((always_inline))

#define IMAGES(R, suffix)                                                                          \
  /* What one weight meets in a plane as wide as the places are, one step after the other: the plane from some element \
     on, but for what lies over its edges. */                                                      \
  static R *copy_plane_##suffix(const R *plane, adj_window rows, adj_window columns, ptrdiff_t k,  \
                                ptrdiff_t l, R *to) {                                              \
    const range vertical = inside(rows, k), r = inside(columns, l);                                \
    const ptrdiff_t width = columns.places, height = vertical.end - vertical.first;                \
    memset(to, 0, (size_t)(vertical.first * width) * sizeof(R));                                   \
    to += vertical.first * width;                                                                  \
    if (height > 0 && r.end > r.first) {                                                           \
      const R *from = plane + position(rows, vertical.first, k) * width + position(columns, 0, l); \
      const ptrdiff_t count = (height - 1) * width + r.end - r.first;                              \
      memcpy(to + r.first, from + r.first, (size_t)count * sizeof(R));                             \
    }                                                                                              \
    for (ptrdiff_t j = 0; j < r.first; j++) {                                                      \
      for (ptrdiff_t i = 0; i < height; i++) to[i * width + j] = 0;                                \
    }                                                                                              \
    for (ptrdiff_t j = r.end; j < width; j++) {                                                    \
      for (ptrdiff_t i = 0; i < height; i++) to[i * width + j] = 0;                                \
    }                                                                                              \
    to += height * width;                                                                          \
    const ptrdiff_t below = rows.places - vertical.end;                                            \
    memset(to, 0, (size_t)(below * width) * sizeof(R));                                            \
    return to + below * width;                                                                     \
  }                                                                                                \
                                                                                                   \
  /* The same of any other window, row by row. */                                                  \
  static R *copy_rows_##suffix(const R *plane, adj_window rows, adj_window columns, ptrdiff_t k,   \
                               ptrdiff_t l, R *to) {                                               \
    const range vertical = inside(rows, k), r = inside(columns, l);                                \
    const ptrdiff_t shift = position(columns, 0, l);                                               \
    for (ptrdiff_t i = 0; i < rows.places; i++, to += columns.places) {                            \
      if (i < vertical.first || i >= vertical.end) {                                               \
        memset(to, 0, (size_t)columns.places * sizeof(R));                                         \
        continue;                                                                                  \
      }                                                                                            \
      const R *from = plane + position(rows, i, k) * columns.size + shift;                         \
      for (ptrdiff_t j = 0; j < r.first; j++) to[j] = 0;                                           \
      if (columns.stride == 1) {                                                                   \
        memcpy(to + r.first, from + r.first, (size_t)(r.end - r.first) * sizeof(R));               \
      } else {                                                                                     \
        for (ptrdiff_t j = r.first; j < r.end; j++) to[j] = from[j * columns.stride];              \
      }                                                                                            \
      for (ptrdiff_t j = r.end; j < columns.places; j++) to[j] = 0;                                \
    }                                                                                              \
    return to;                                                                                     \
  }                                                                                                \
                                                                                                   \
  void adj_gather_patches_##suffix(const R *image, size_t channels, adj_window rows,               \
                                   adj_window columns, R *patches) {                               \
    const int keeps_width = rows.stride == 1 && columns.stride == 1 && columns.places == columns.size; \
    R *to = patches;                                                                               \
    for (size_t channel = 0; channel < channels; channel++) {                                      \
      const R *plane = image + channel * (size_t)(rows.size * columns.size);                       \
      for (ptrdiff_t k = 0; k < rows.window; k++) {                                                \
        for (ptrdiff_t l = 0; l < columns.window; l++) {                                           \
          to = keeps_width ? copy_plane_##suffix(plane, rows, columns, k, l, to)                   \
                           : copy_rows_##suffix(plane, rows, columns, k, l, to);                   \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  /* Adds to a plane as wide as the places are, as one row. Zeros stand where the window lies over the edges: they change \
     no sum that began with a zero. */                                                             \
  static void add_plane_##suffix(R *patch, adj_window rows, adj_window columns, ptrdiff_t k,       \
                                 ptrdiff_t l, R *plane) {                                          \
    const range vertical = inside(rows, k), r = inside(columns, l);                                \
    const ptrdiff_t width = columns.places, height = vertical.end - vertical.first;                \
    if (height <= 0 || r.end <= r.first) return;                                                   \
    R *x = patch + vertical.first * width;                                                         \
    for (ptrdiff_t j = 0; j < r.first; j++) {                                                      \
      for (ptrdiff_t i = 0; i < height; i++) x[i * width + j] = 0;                                 \
    }                                                                                              \
    for (ptrdiff_t j = r.end; j < width; j++) {                                                    \
      for (ptrdiff_t i = 0; i < height; i++) x[i * width + j] = 0;                                 \
    }                                                                                              \
    const R *restrict from = x + r.first;                                                          \
    R *restrict to = plane + position(rows, vertical.first, k) * width + position(columns, r.first, l); \
    const ptrdiff_t count = (height - 1) * width + r.end - r.first;                                \
    for (ptrdiff_t i = 0; i < count; i++) to[i] += from[i];                                        \
  }                                                                                                \
                                                                                                   \
  /* The same of any other window, row by row. */                                                  \
  static void add_rows_##suffix(const R *patch, adj_window rows, adj_window columns, ptrdiff_t k,  \
                                ptrdiff_t l, R *plane) {                                           \
    const range vertical = inside(rows, k), r = inside(columns, l);                                \
    const ptrdiff_t shift = position(columns, 0, l);                                               \
    for (ptrdiff_t i = vertical.first; i < vertical.end; i++) {                                    \
      const R *restrict x = patch + i * columns.places;                                            \
      R *restrict to = plane + position(rows, i, k) * columns.size + shift;                        \
      if (columns.stride == 1) {                                                                   \
        for (ptrdiff_t j = r.first; j < r.end; j++) to[j] += x[j];                                 \
      } else {                                                                                     \
        for (ptrdiff_t j = r.first; j < r.end; j++) to[j * columns.stride] += x[j];                \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  void adj_scatter_patches_##suffix(R *patches, size_t channels, adj_window rows,                  \
                                    adj_window columns, R *image) {                                \
    const int keeps_width = rows.stride == 1 && columns.stride == 1 && columns.places == columns.size; \
    R *from = patches;                                                                             \
    for (size_t channel = 0; channel < channels; channel++) {                                      \
      R *plane = image + channel * (size_t)(rows.size * columns.size);                             \
      for (ptrdiff_t k = 0; k < rows.window; k++) {                                                \
        for (ptrdiff_t l = 0; l < columns.window; l++, from += rows.places * columns.places) {     \
          if (keeps_width) add_plane_##suffix(from, rows, columns, k, l, plane);                   \
          else add_rows_##suffix(from, rows, columns, k, l, plane);                                \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  INLINE R largest_##suffix(const R *corner, ptrdiff_t width, ptrdiff_t h, ptrdiff_t w) {          \
    R largest = corner[0];                                                                         \
    for (ptrdiff_t k = 0; k < h; k++) {                                                            \
      for (ptrdiff_t l = 0; l < w; l++) {                                                          \
        const R x = corner[k * width + l];                                                         \
        /* Bits instead of branches, which random elements would mislead. */                       \
        largest = ((x > largest) | (x != x)) ? x : largest;                                        \
      }                                                                                            \
    }                                                                                              \
    return largest;                                                                                \
  }                                                                                                \
                                                                                                   \
  void adj_pool_maximum_##suffix(const R *plane, adj_window rows, adj_window columns, R *y) {      \
    for (ptrdiff_t i = 0; i < rows.places; i++, y += columns.places) {                             \
      const R *line = plane + i * rows.stride * columns.size;                                      \
      WITH_USUAL_SIZES(MAXIMUM_##suffix)                                                           \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  INLINE void share_##suffix(const R *corner, ptrdiff_t width, ptrdiff_t h, ptrdiff_t w,           \
                             R *weights) {                                                         \
    const R largest = largest_##suffix(corner, width, h, w);                                       \
    R ties = 0;                                                                                    \
    for (ptrdiff_t k = 0; k < h; k++) {                                                            \
      for (ptrdiff_t l = 0; l < w; l++) {                                                          \
        const R x = corner[k * width + l];                                                         \
        const R share = (x == largest) | (x != x);                                                 \
        weights[k * w + l] = share;                                                                \
        ties += share;                                                                             \
      }                                                                                            \
    }                                                                                              \
    const R even = 1 / ties;                                                                       \
    for (ptrdiff_t k = 0; k < h * w; k++) weights[k] *= even;                                      \
  }                                                                                                \
                                                                                                   \
  void adj_pool_shares_##suffix(const R *plane, adj_window rows, adj_window columns,               \
                                R *weights) {                                                      \
    for (ptrdiff_t i = 0; i < rows.places; i++) {                                                  \
      const R *line = plane + i * rows.stride * columns.size;                                      \
      R *to = weights + i * columns.places * rows.window * columns.window;                         \
      WITH_USUAL_SIZES(SHARES_##suffix)                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  INLINE R weighted_##suffix(const R *corner, ptrdiff_t width, ptrdiff_t h, ptrdiff_t w,           \
                             const R *weights) {                                                   \
    R sum = 0;                                                                                     \
    for (ptrdiff_t k = 0; k < h; k++) {                                                            \
      for (ptrdiff_t l = 0; l < w; l++) {                                                          \
        const R x = corner[k * width + l];                                                         \
        if (weights) {                                                                             \
          const R weight = weights[k * w + l];                                                     \
          sum += weight == 0 ? 0 : weight * x;                                                     \
        } else {                                                                                   \
          sum += x;                                                                                \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
    return weights ? sum : sum / (R)(h * w);                                                       \
  }                                                                                                \
                                                                                                   \
  void adj_pool_gather_##suffix(const R *plane, const R *weights, adj_window rows,                 \
                                adj_window columns, R *y) {                                        \
    for (ptrdiff_t i = 0; i < rows.places; i++, y += columns.places) {                             \
      const R *line = plane + i * rows.stride * columns.size;                                      \
      const R *own =                                                                               \
          weights ? weights + i * columns.places * rows.window * columns.window : NULL;            \
      WITH_USUAL_SIZES(GATHER_##suffix)                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  INLINE void spread_##suffix(R y, ptrdiff_t width, ptrdiff_t h, ptrdiff_t w, const R *weights,    \
                              R *corner) {                                                         \
    const R even = y / (R)(h * w);                                                                 \
    for (ptrdiff_t k = 0; k < h; k++) {                                                            \
      for (ptrdiff_t l = 0; l < w; l++) {                                                          \
        const R weight = weights ? weights[k * w + l] : 0;                                         \
        corner[k * width + l] += !weights ? even : weight == 0 ? 0 : weight * y;                   \
      }                                                                                            \
    }                                                                                              \
  }                                                                                                \
                                                                                                   \
  void adj_pool_spread_##suffix(const R *y, const R *weights, adj_window rows, adj_window columns, \
                                R *plane) {                                                        \
    for (ptrdiff_t i = 0; i < rows.places; i++, y += columns.places) {                             \
      R *line = plane + i * rows.stride * columns.size;                                            \
      const R *own =                                                                               \
          weights ? weights + i * columns.places * rows.window * columns.window : NULL;            \
      WITH_USUAL_SIZES(SPREAD_##suffix)                                                            \
    }                                                                                              \
  }

#define EACH(body) \
  for (ptrdiff_t j = 0; j < columns.places; j++) body;

#define MAXIMUM(suffix, h, w, s) EACH(y[j] = largest_##suffix(line + j * (s), columns.size, h, w))
#define SHARES(suffix, h, w, s)                                                                    \
  EACH(share_##suffix(line + j * (s), columns.size, h, w, to + j * (h) * (w)))
#define GATHER(suffix, h, w, s)                                                                    \
  EACH(y[j] = weighted_##suffix(line + j * (s), columns.size, h, w,                                \
                                own ? own + j * (h) * (w) : NULL))
#define SPREAD(suffix, h, w, s)                                                                    \
  EACH(spread_##suffix(y[j], columns.size, h, w, own ? own + j * (h) * (w) : NULL, line + j * (s)))

#define MAXIMUM_f64(h, w, s) MAXIMUM(f64, h, w, s)
#define MAXIMUM_f32(h, w, s) MAXIMUM(f32, h, w, s)
#define SHARES_f64(h, w, s) SHARES(f64, h, w, s)
#define SHARES_f32(h, w, s) SHARES(f32, h, w, s)
#define GATHER_f64(h, w, s) GATHER(f64, h, w, s)
#define GATHER_f32(h, w, s) GATHER(f32, h, w, s)
#define SPREAD_f64(h, w, s) SPREAD(f64, h, w, s)
#define SPREAD_f32(h, w, s) SPREAD(f32, h, w, s)

IMAGES(double, f64)
IMAGES(float, f32)
