/// Windows over images whose elements become one: by their maximum, or by a weighted sum.
///
/// - Shapes: `(..., height, width) -> (..., places, places)`; weights `(..., places, places, elements)`.
public struct Pooling: Sendable {
  public let images: Shape
  public let result: Shape
  private let vertical: ImageWindow
  private let horizontal: ImageWindow
  /// The images, all channels counted.
  private let planes: Int

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
    if x.dtype == .float32 {
      try forEachWindow(interruption) { place, corner in
        y.float32[place] = largest(x.float32 + corner)
      }
    } else {
      try forEachWindow(interruption) { place, corner in
        y.float64[place] = largest(x.float64 + corner)
      }
    }
    return y
  }

  /// The weights by which each window's maximum depends on its elements: even among ties.
  public func shares(_ x: Tensor, _ interruption: Interruption? = nil) throws(TensorError) -> Tensor
  {
    let x = try x.cast(to: x.dtype.arithmetic)
    let weights = try Tensor(unfilled: Shape(result.dimensions + [elements]), x.dtype)
    let count = elements
    if x.dtype == .float32 {
      try forEachWindow(interruption) { place, corner in
        share(x.float32 + corner, to: weights.float32 + place * count)
      }
    } else {
      try forEachWindow(interruption) { place, corner in
        share(x.float64 + corner, to: weights.float64 + place * count)
      }
    }
    return weights
  }

  /// The weighted sum of each window; without weights the mean.
  public func gathered(
    _ x: Tensor,
    weights: Tensor?,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let x = try x.cast(to: x.dtype.arithmetic)
    let weights = try weights?.cast(to: x.dtype)
    let y = try Tensor(unfilled: result, x.dtype)
    let count = elements
    if x.dtype == .float32 {
      try forEachWindow(interruption) { place, corner in
        y.float32[place] = sum(x.float32 + corner, weights.map { $0.float32 + place * count })
      }
    } else {
      try forEachWindow(interruption) { place, corner in
        y.float64[place] = sum(x.float64 + corner, weights.map { $0.float64 + place * count })
      }
    }
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
    let count = elements
    if y.dtype == .float32 {
      try forEachWindow(interruption) { place, corner in
        add(y.float32[place], weights.map { $0.float32 + place * count }, to: x.float32 + corner)
      }
    } else {
      try forEachWindow(interruption) { place, corner in
        add(y.float64[place], weights.map { $0.float64 + place * count }, to: x.float64 + corner)
      }
    }
    return x
  }

  /// Calls `body` for each window with its place in the result and the position of its corner in the images.
  private func forEachWindow(
    _ interruption: Interruption?,
    _ body: (_ place: Int, _ corner: Int) -> Void
  ) throws(TensorError) {
    var place = 0
    for plane in 0..<planes {
      if plane % 64 == 0 { try interruption?.check() }
      for row in 0..<vertical.places {
        let line = (plane * vertical.size + row * vertical.stride) * horizontal.size
        for column in 0..<horizontal.places {
          body(place, line + column * horizontal.stride)
          place += 1
        }
      }
    }
  }
}

/// What happens in one window.
///
/// Bound: a window inside the image behind its corner, and as many weights as it has elements.
extension Pooling {
  private func largest<T: BinaryFloatingPoint>(_ corner: UnsafePointer<T>) -> T {
    var largest = corner[0]
    // Without branches, which random elements would mislead.
    var mismatches = 0
    for row in 0..<vertical.window {
      for column in 0..<horizontal.window {
        let element = corner[row * horizontal.size + column]
        largest = element > largest ? element : largest
        mismatches &+= element == element ? 0 : 1
      }
    }
    return mismatches == 0 ? largest : .nan
  }

  private func share<T: BinaryFloatingPoint>(
    _ corner: UnsafePointer<T>,
    to weights: UnsafeMutablePointer<T>
  ) {
    let largest = largest(corner)
    var ties: T = 0
    var position = 0
    for row in 0..<vertical.window {
      for column in 0..<horizontal.window {
        let element = corner[row * horizontal.size + column]
        let share: T = element == largest ? 1 : 0
        weights[position] = largest == largest ? share : element == element ? 0 : 1
        ties += weights[position]
        position += 1
      }
    }
    guard ties > 1 else { return }
    for i in 0..<position { weights[i] /= ties }
  }

  private func sum<T: BinaryFloatingPoint>(
    _ corner: UnsafePointer<T>,
    _ weights: UnsafeMutablePointer<T>?
  ) -> T {
    var sum: T = 0
    var position = 0
    for row in 0..<vertical.window {
      for column in 0..<horizontal.window {
        let element = corner[row * horizontal.size + column]
        if let weights {
          // What a window does not depend on must not count, not even as 0 times NaN.
          sum += weights[position] == 0 ? 0 : weights[position] * element
        } else {
          sum += element
        }
        position += 1
      }
    }
    return weights == nil ? sum / T(position) : sum
  }

  private func add<T: BinaryFloatingPoint>(
    _ number: T,
    _ weights: UnsafeMutablePointer<T>?,
    to corner: UnsafeMutablePointer<T>
  ) {
    let even = number / T(elements)
    var position = 0
    for row in 0..<vertical.window {
      for column in 0..<horizontal.window {
        let target = corner + row * horizontal.size + column
        if let weights {
          target.pointee += weights[position] == 0 ? 0 : weights[position] * number
        } else {
          target.pointee += even
        }
        position += 1
      }
    }
  }
}
