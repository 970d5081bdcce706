#ifndef ADJOINT_IMAGES_H
#define ADJOINT_IMAGES_H

#include <stddef.h>

/// Along one axis of an image of `size` elements: where a window of weights stands, and its `places`.
typedef struct {
  ptrdiff_t size, window, stride, padding, dilation, places;
} adj_window;

// Images are planes of rows; `patches` holds for each channel and weight of a window the elements it meets, from place to
// place, 0 beyond the border; `weights` holds for each place the weights of its window's elements, or is NULL for the
// mean. Windows of pooling do not leave the plane.
#define ADJ_IMAGE_KERNELS(R, suffix)                                                               \
  void adj_gather_patches_##suffix(const R *image, size_t channels, adj_window rows,               \
                                   adj_window columns, R *patches);                                \
  /* Adds patches to the elements they were taken from; what lies outside of the image may become 0. */ \
  void adj_scatter_patches_##suffix(R *patches, size_t channels, adj_window rows,                  \
                                    adj_window columns, R *image);                                 \
  /* The largest element of each window; NaN wins. */                                              \
  void adj_pool_maximum_##suffix(const R *plane, adj_window rows, adj_window columns, R *y);       \
  /* The weights by which each maximum depends on its window: even among ties. */                  \
  void adj_pool_shares_##suffix(const R *plane, adj_window rows, adj_window columns, R *weights);  \
  /* The weighted sum of each window. A weight of 0 hides NaN and infinities. */                   \
  void adj_pool_gather_##suffix(const R *plane, const R *weights, adj_window rows,                 \
                                adj_window columns, R *y);                                         \
  /* Adds each window's number to the plane by the weights. */                                     \
  void adj_pool_spread_##suffix(const R *y, const R *weights, adj_window rows, adj_window columns, \
                                R *plane);

ADJ_IMAGE_KERNELS(double, f64)
ADJ_IMAGE_KERNELS(float, f32)

#undef ADJ_IMAGE_KERNELS

#endif
