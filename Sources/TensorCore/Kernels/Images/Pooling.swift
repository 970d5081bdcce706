internal import CVectorMath

/// Windows over images whose elements become one: by their maximum, or by a weighted sum.
///
/// - Shapes: `(..., height, width) -> (..., places, places)`; weights `(..., places, places, elements)`.
public struct Pooling: Sendable {
  public let images: Shape
  public let result: Shape
  let vertical: ImageWindow
  let horizontal: ImageWindow
  /// The images, all channels counted.
  let planes: Int

  /// Messages call the function `name`.
  public init(
    _ images: Shape,
    size: (rows: Int, columns: Int),
    stride: (rows: Int, columns: Int),
    for name: String
  ) throws(TensorError) {
    guard images.rank >= 2 else {
      throw .shape(
        "\(name) needs images of shape (batch, channels, height, width), not \(images)",
        hint: nil
      )
    }
    try Convolution.check(size, atLeast: 1, "size")
    try Convolution.check(stride, atLeast: 1, "stride")
    let sizes = images.dimensions.suffix(2)
    let (height, width) = (sizes[sizes.startIndex], sizes[sizes.startIndex + 1])
    guard
      let vertical = ImageWindow(size: height, window: size.rows, stride: stride.rows),
      let horizontal = ImageWindow(size: width, window: size.columns, stride: stride.columns)
    else {
      throw .shape(
        "\(name): windows of (\(size.rows), \(size.columns)) do not fit into images \(images)",
        hint: nil
      )
    }
    self.images = images
    self.vertical = vertical
    self.horizontal = horizontal
    let leading = images.dimensions.dropLast(2)
    planes = leading.reduce(1, *)
    result = Shape(leading + [vertical.places, horizontal.places])
  }

  /// The elements of one window.
  private var elements: Int { vertical.window * horizontal.window }

  /// The largest element of each window; NaN beside NaN.
  public func maximum(
    _ x: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let x = try x.cast(to: x.dtype.arithmetic)
    let y = try Tensor(unfilled: result, x.dtype)
    try forEachBand(interruption) { from, to, rows in
      if x.dtype == .float32 {
        Float.maximum(x.float32 + from, rows, horizontal.c, y.float32 + to)
      } else {
        Double.maximum(x.float64 + from, rows, horizontal.c, y.float64 + to)
      }
    }
    withExtendedLifetime(x) {}
    return y
  }

  /// The weights by which each window's maximum depends on its elements: even among ties.
  public func shares(_ x: Tensor, _ interruption: Interruption? = nil) throws(TensorError) -> Tensor
  {
    let x = try x.cast(to: x.dtype.arithmetic)
    let weights = try Tensor(unfilled: Shape(result.dimensions + [elements]), x.dtype)
    try forEachBand(interruption) { from, to, rows in
      if x.dtype == .float32 {
        Float.shares(x.float32 + from, rows, horizontal.c, weights.float32 + to * elements)
      } else {
        Double.shares(x.float64 + from, rows, horizontal.c, weights.float64 + to * elements)
      }
    }
    withExtendedLifetime(x) {}
    return weights
  }

  /// The weighted sum of each window; without weights the mean.
  ///
  /// What a window does not depend on does not count, not even as 0 times NaN.
  public func gathered(
    _ x: Tensor,
    weights: Tensor?,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let x = try x.cast(to: x.dtype.arithmetic)
    let weights = try weights?.cast(to: x.dtype)
    let y = try Tensor(unfilled: result, x.dtype)
    try forEachBand(interruption) { from, to, rows in
      if x.dtype == .float32 {
        let weights = weights.map { UnsafePointer($0.float32 + to * elements) }
        Float.gather(x.float32 + from, weights, rows, horizontal.c, y.float32 + to)
      } else {
        let weights = weights.map { UnsafePointer($0.float64 + to * elements) }
        Double.gather(x.float64 + from, weights, rows, horizontal.c, y.float64 + to)
      }
    }
    withExtendedLifetime((x, weights)) {}
    return y
  }

  /// Images to whose elements each window's number was added by the weights: the transpose of `gathered`.
  public func spread(
    _ y: Tensor,
    weights: Tensor?,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let y = try y.cast(to: y.dtype.arithmetic)
    let weights = try weights?.cast(to: y.dtype)
    let x = try Tensor.filled(0, shape: images, dtype: y.dtype)
    // Windows of two bands may meet the same elements: they are taken in order where bands are needed.
    try forEachBand(threads: bands > 1 ? 1 : Workers.count, interruption) { to, from, rows in
      if y.dtype == .float32 {
        let weights = weights.map { UnsafePointer($0.float32 + from * elements) }
        Float.spread(y.float32 + from, weights, rows, horizontal.c, x.float32 + to)
      } else {
        let weights = weights.map { UnsafePointer($0.float64 + from * elements) }
        Double.spread(y.float64 + from, weights, rows, horizontal.c, x.float64 + to)
      }
    }
    withExtendedLifetime((y, weights)) {}
    return x
  }

  /// The elements of one plane of the images, and of the results.
  private var planeSize: Int { vertical.size * horizontal.size }
  private var places: Int { vertical.places * horizontal.places }

  /// The rows of places that are taken at once, and how many such bands a plane has: more than one where it is large.
  private var bandHeight: Int { max(1, (1 << 20) / max(1, horizontal.places * elements)) }
  private var bands: Int { (vertical.places + bandHeight - 1) / bandHeight }

  /// Calls `body` for each band of each plane, on several threads where there is much to do: with the offset of its first
  /// element in the images, that of its first place in the results, and its rows.
  private func forEachBand(
    threads: Int = Workers.count,
    _ interruption: Interruption?,
    _ body: (_ image: Int, _ place: Int, _ rows: adj_window) -> Void
  ) throws(TensorError) {
    let (bands, height) = (bands, bandHeight)
    let work = max(1, min(height, vertical.places) * horizontal.places * elements)
    let grain = max(1, (1 << 16) / work)
    try Workers.split(planes * bands, grain: grain, threads: threads, interruption) { part in
      for index in part {
        let (plane, first) = (index / bands, index % bands * height)
        var rows = vertical.c
        rows.places = min(height, vertical.places - first)
        body(
          plane * planeSize + first * vertical.stride * horizontal.size,
          plane * places + first * horizontal.places,
          rows
        )
      }
    }
  }
}
