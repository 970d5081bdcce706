internal import CVectorMath

/// A kind of number that images hold, with the kernels of CVectorMath that walk over windows.
///
/// Bounds are those of Images.h.
protocol ImageElement: ProductElement {
  typealias Elements = UnsafePointer<Self>
  typealias Results = UnsafeMutablePointer<Self>

  /// Writes the patches of an image.
  static func gatherPatches(
    _ image: Elements,
    _ channels: Int,
    _ rows: adj_window,
    _ columns: adj_window,
    _ patches: Results
  )
  /// Adds patches to the elements of an image that they were taken from.
  static func scatterPatches(
    _ patches: Results,
    _ channels: Int,
    _ rows: adj_window,
    _ columns: adj_window,
    _ image: Results
  )
  /// The largest element of each window; NaN wins.
  static func maximum(_ x: Elements, _ rows: adj_window, _ columns: adj_window, _ y: Results)
  /// The weights by which each maximum depends on its window.
  static func shares(_ x: Elements, _ rows: adj_window, _ columns: adj_window, _ weights: Results)
  /// The weighted sum of each window, or its mean.
  static func gather(
    _ x: Elements,
    _ weights: Elements?,
    _ rows: adj_window,
    _ columns: adj_window,
    _ y: Results
  )
  /// Adds each window's number to an image by the weights, or evenly.
  static func spread(
    _ y: Elements,
    _ weights: Elements?,
    _ rows: adj_window,
    _ columns: adj_window,
    _ x: Results
  )
}

extension Double: ImageElement {
  static func gatherPatches(
    _ image: Elements,
    _ channels: Int,
    _ rows: adj_window,
    _ columns: adj_window,
    _ patches: Results
  ) { adj_gather_patches_f64(image, channels, rows, columns, patches) }

  static func scatterPatches(
    _ patches: Results,
    _ channels: Int,
    _ rows: adj_window,
    _ columns: adj_window,
    _ image: Results
  ) { adj_scatter_patches_f64(patches, channels, rows, columns, image) }

  static func maximum(_ x: Elements, _ rows: adj_window, _ columns: adj_window, _ y: Results) {
    adj_pool_maximum_f64(x, rows, columns, y)
  }

  static func shares(_ x: Elements, _ rows: adj_window, _ columns: adj_window, _ weights: Results) {
    adj_pool_shares_f64(x, rows, columns, weights)
  }

  static func gather(
    _ x: Elements,
    _ weights: Elements?,
    _ rows: adj_window,
    _ columns: adj_window,
    _ y: Results
  ) { adj_pool_gather_f64(x, weights, rows, columns, y) }

  static func spread(
    _ y: Elements,
    _ weights: Elements?,
    _ rows: adj_window,
    _ columns: adj_window,
    _ x: Results
  ) { adj_pool_spread_f64(y, weights, rows, columns, x) }
}

extension Float: ImageElement {
  static func gatherPatches(
    _ image: Elements,
    _ channels: Int,
    _ rows: adj_window,
    _ columns: adj_window,
    _ patches: Results
  ) { adj_gather_patches_f32(image, channels, rows, columns, patches) }

  static func scatterPatches(
    _ patches: Results,
    _ channels: Int,
    _ rows: adj_window,
    _ columns: adj_window,
    _ image: Results
  ) { adj_scatter_patches_f32(patches, channels, rows, columns, image) }

  static func maximum(_ x: Elements, _ rows: adj_window, _ columns: adj_window, _ y: Results) {
    adj_pool_maximum_f32(x, rows, columns, y)
  }

  static func shares(_ x: Elements, _ rows: adj_window, _ columns: adj_window, _ weights: Results) {
    adj_pool_shares_f32(x, rows, columns, weights)
  }

  static func gather(
    _ x: Elements,
    _ weights: Elements?,
    _ rows: adj_window,
    _ columns: adj_window,
    _ y: Results
  ) { adj_pool_gather_f32(x, weights, rows, columns, y) }

  static func spread(
    _ y: Elements,
    _ weights: Elements?,
    _ rows: adj_window,
    _ columns: adj_window,
    _ x: Results
  ) { adj_pool_spread_f32(y, weights, rows, columns, x) }
}
