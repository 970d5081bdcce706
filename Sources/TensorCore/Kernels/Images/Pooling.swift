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
    try forEachPlane(interruption) { plane in
      let (from, to) = (plane * planeSize, plane * places)
      if x.dtype == .float32 {
        Float.maximum(x.float32 + from, vertical.c, horizontal.c, y.float32 + to)
      } else {
        Double.maximum(x.float64 + from, vertical.c, horizontal.c, y.float64 + to)
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
    try forEachPlane(interruption) { plane in
      let (from, to) = (plane * planeSize, plane * places * elements)
      if x.dtype == .float32 {
        Float.shares(x.float32 + from, vertical.c, horizontal.c, weights.float32 + to)
      } else {
        Double.shares(x.float64 + from, vertical.c, horizontal.c, weights.float64 + to)
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
    try forEachPlane(interruption) { plane in
      let (from, to, own) = (plane * planeSize, plane * places, plane * places * elements)
      if x.dtype == .float32 {
        let weights = weights.map { UnsafePointer($0.float32 + own) }
        Float.gather(x.float32 + from, weights, vertical.c, horizontal.c, y.float32 + to)
      } else {
        let weights = weights.map { UnsafePointer($0.float64 + own) }
        Double.gather(x.float64 + from, weights, vertical.c, horizontal.c, y.float64 + to)
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
    try forEachPlane(interruption) { plane in
      let (from, to, own) = (plane * places, plane * planeSize, plane * places * elements)
      if y.dtype == .float32 {
        let weights = weights.map { UnsafePointer($0.float32 + own) }
        Float.spread(y.float32 + from, weights, vertical.c, horizontal.c, x.float32 + to)
      } else {
        let weights = weights.map { UnsafePointer($0.float64 + own) }
        Double.spread(y.float64 + from, weights, vertical.c, horizontal.c, x.float64 + to)
      }
    }
    withExtendedLifetime((y, weights)) {}
    return x
  }

  /// The elements of one plane of the images, and of the results.
  private var planeSize: Int { vertical.size * horizontal.size }
  private var places: Int { vertical.places * horizontal.places }

  /// Calls `body` for each plane, on several threads where there is much to do.
  private func forEachPlane(
    _ interruption: Interruption?,
    _ body: (_ plane: Int) -> Void
  ) throws(TensorError) {
    let work = max(1, places * elements)
    try Workers.split(planes, grain: max(1, (1 << 16) / work), interruption) { part in
      for plane in part { body(plane) }
    }
  }
}
