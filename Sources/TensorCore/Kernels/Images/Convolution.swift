/// A convolution of images with kernels, as machine learning means it: the kernels are not turned round.
///
/// It is linear in the images and in the kernels; the two adjoints are the transposes. Each image becomes a matrix of
/// the patches the kernels meet, one row for each weight, and the convolution a product of matrices.
///
/// - Shapes: images `(batch, channels, height, width)`, kernels `(out, channels, height, width)`, result
///   `(batch, out, places, places)`.
public struct Convolution: Sendable {
  public let images: Shape
  public let kernels: Shape
  public let result: Shape
  private let vertical: ImageWindow
  private let horizontal: ImageWindow

  public init(
    _ images: Shape,
    _ kernels: Shape,
    stride: (rows: Int, columns: Int) = (1, 1),
    padding: (rows: Int, columns: Int) = (0, 0),
    dilation: (rows: Int, columns: Int) = (1, 1)
  ) throws(TensorError) {
    guard images.rank == 4 else {
      throw .shape(
        "conv2d needs images of shape (batch, channels, height, width), not \(images)",
        hint: images.rank == 2 ? "one grey image is `reshape(x, (1, 1, height, width))`" : nil
      )
    }
    guard kernels.rank == 4 else {
      throw .shape(
        "conv2d needs kernels of shape (out, in, height, width), not \(kernels)",
        hint: nil
      )
    }
    let (image, kernel) = (images.dimensions, kernels.dimensions)
    guard image[1] == kernel[1] else {
      throw .shape(
        "conv2d: images \(images) have \(image[1]) channels and kernels \(kernels) take \(kernel[1])",
        hint: nil
      )
    }
    try Convolution.check(stride, atLeast: 1, "stride")
    try Convolution.check(padding, atLeast: 0, "padding")
    try Convolution.check(dilation, atLeast: 1, "dilation")
    let windows = (
      ImageWindow(
        size: image[2],
        window: kernel[2],
        stride: stride.rows,
        padding: padding.rows,
        dilation: dilation.rows
      ),
      ImageWindow(
        size: image[3],
        window: kernel[3],
        stride: stride.columns,
        padding: padding.columns,
        dilation: dilation.columns
      )
    )
    guard let vertical = windows.0, let horizontal = windows.1, kernel[2] > 0, kernel[3] > 0 else {
      throw .shape(
        "conv2d: kernels \(kernels) do not fit into images \(images)",
        hint: "`padding=` widens the images"
      )
    }
    self.images = images
    self.kernels = kernels
    self.vertical = vertical
    self.horizontal = horizontal
    result = [image[0], kernel[0], vertical.places, horizontal.places]
  }

  static func check(
    _ pair: (rows: Int, columns: Int),
    atLeast least: Int,
    _ name: String
  ) throws(TensorError) {
    guard min(pair.rows, pair.columns) >= least, max(pair.rows, pair.columns) < 1 << 31 else {
      throw .value(
        "\(name) has to be at least \(least), not (\(pair.rows), \(pair.columns))",
        hint: nil
      )
    }
  }

  private var batch: Int { images.dimensions[0] }
  private var outputs: Int { kernels.dimensions[0] }
  /// The weights of one kernel.
  private var weights: Int { kernels.dimensions[1] * kernels.dimensions[2] * kernels.dimensions[3] }
  private var places: Int { vertical.places * horizontal.places }
  private var imageSize: Int {
    images.dimensions[1] * images.dimensions[2] * images.dimensions[3]
  }

  /// Whether the patches of an image are the image itself.
  private var isPointwise: Bool {
    let steps = [vertical, horizontal].allSatisfy { $0.window == 1 && $0.stride == 1 }
    return steps && vertical.padding == 0 && horizontal.padding == 0
  }
}

extension Convolution {
  /// The convolution.
  public func value(
    _ x: Tensor,
    _ kernel: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let (x, kernel) = try common(x, kernel)
    let y = try Tensor(unfilled: result, x.dtype)
    guard weights > 0 else { return try Tensor.filled(0, shape: result, dtype: x.dtype) }
    guard y.count > 0 else { return y }
    let product = MatrixProduct(
      rows: outputs,
      inner: weights,
      columns: places,
      transposeLeft: false,
      transposeRight: false
    )
    try forEachImage(x, interruption) { patches, offset, image throws(TensorError) in
      try product.write(
        kernel,
        0,
        patches,
        offset,
        to: y,
        image * outputs * places,
        interruption
      )
    }
    return y
  }

  /// The cotangent of the kernels for that of the result, which is linear in the images too.
  public func kernelAdjoint(
    _ x: Tensor,
    _ cotangent: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let (x, cotangent) = try common(x, cotangent)
    let sum = try Tensor.filled(0, shape: kernels, dtype: x.dtype)
    guard sum.count > 0, cotangent.count > 0 else { return sum }
    let part = try Tensor(unfilled: kernels, x.dtype)
    let product = MatrixProduct(
      rows: outputs,
      inner: places,
      columns: weights,
      transposeLeft: false,
      transposeRight: true
    )
    try forEachImage(x, interruption) { patches, offset, image throws(TensorError) in
      let start = image * outputs * places
      try product.write(cotangent, start, patches, offset, to: part, 0, interruption)
      if x.dtype == .float32 {
        Convolution.add(part.float32, to: sum.float32, sum.count)
      } else {
        Convolution.add(part.float64, to: sum.float64, sum.count)
      }
    }
    return sum
  }

  /// The cotangent of the images for that of the result, which is linear in the kernels too.
  public func imageAdjoint(
    _ cotangent: Tensor,
    _ kernel: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let (cotangent, kernel) = try common(cotangent, kernel)
    let x = try Tensor.filled(0, shape: images, dtype: kernel.dtype)
    guard x.count > 0, cotangent.count > 0 else { return x }
    let product = MatrixProduct(
      rows: weights,
      inner: outputs,
      columns: places,
      transposeLeft: true,
      transposeRight: false
    )
    let patches = try isPointwise ? x : Tensor(unfilled: [weights, places], x.dtype)
    for image in 0..<batch {
      try interruption?.check()
      let offset = isPointwise ? image * imageSize : 0
      let start = image * outputs * places
      try product.write(kernel, 0, cotangent, start, to: patches, offset, interruption)
      if isPointwise { continue }
      if x.dtype == .float32 {
        scatter(patches.float32, to: x.float32 + image * imageSize)
      } else {
        scatter(patches.float64, to: x.float64 + image * imageSize)
      }
    }
    return x
  }

  private func common(_ a: Tensor, _ b: Tensor) throws(TensorError) -> (Tensor, Tensor) {
    let dtype = DType.common(a.dtype, rank: 4, b.dtype, rank: 4)
    return (try a.cast(to: dtype), try b.cast(to: dtype))
  }

  /// Calls `body` with each image's patches: in a matrix that is written again each time, or in the images.
  private func forEachImage(
    _ x: Tensor,
    _ interruption: Interruption?,
    _ body: (_ patches: Tensor, _ offset: Int, _ image: Int) throws(TensorError) -> Void
  ) throws(TensorError) {
    let patches = try isPointwise ? x : Tensor(unfilled: [weights, places], x.dtype)
    for image in 0..<batch {
      try interruption?.check()
      let start = image * imageSize
      if !isPointwise {
        if x.dtype == .float32 {
          gather(x.float32 + start, to: patches.float32)
        } else {
          gather(x.float64 + start, to: patches.float64)
        }
      }
      try body(patches, isPointwise ? start : 0, image)
    }
  }
}

extension Convolution {
  /// Writes the patches of one image: for each weight the elements it meets, from place to place.
  ///
  /// Bound: `imageSize` elements to read, `weights * places` to write.
  private func gather<T: BinaryFloatingPoint>(
    _ image: UnsafePointer<T>,
    to patches: UnsafeMutablePointer<T>
  ) {
    forEachWeight { channel, row, column, start in
      let columns = horizontal.inside(column)
      let rows = vertical.inside(row)
      for place in 0..<vertical.places {
        let to = patches + start + place * horizontal.places
        guard rows.contains(place) else {
          to.update(repeating: 0, count: horizontal.places)
          continue
        }
        let line = (channel * vertical.size + vertical.position(place, row)) * horizontal.size
        to.update(repeating: 0, count: columns.lowerBound)
        let from = image + line
        if horizontal.stride == 1, !columns.isEmpty {
          let first = from + horizontal.position(columns.lowerBound, column)
          (to + columns.lowerBound).update(from: first, count: columns.count)
        } else {
          for place in columns { to[place] = from[horizontal.position(place, column)] }
        }
        let rest = horizontal.places - columns.upperBound
        (to + columns.upperBound).update(repeating: 0, count: rest)
      }
    }
  }

  /// Adds patches to the elements of one image that they were taken from.
  ///
  /// Bound: `weights * places` elements to read, `imageSize` to write.
  private func scatter<T: BinaryFloatingPoint>(
    _ patches: UnsafePointer<T>,
    to image: UnsafeMutablePointer<T>
  ) {
    forEachWeight { channel, row, column, start in
      let columns = horizontal.inside(column)
      guard !columns.isEmpty else { return }
      for place in vertical.inside(row) {
        let line = (channel * vertical.size + vertical.position(place, row)) * horizontal.size
        let from = patches + start + place * horizontal.places + columns.lowerBound
        let to = image + line + horizontal.position(columns.lowerBound, column)
        if horizontal.stride == 1 {
          Convolution.add(from, to: to, columns.count)
        } else {
          for i in 0..<columns.count { to[i * horizontal.stride] += from[i] }
        }
      }
    }
  }

  /// Calls `body` for each weight of a kernel with its channel, row and column, and where its patches start.
  private func forEachWeight(_ body: (Int, Int, Int, Int) -> Void) {
    var start = 0
    for channel in 0..<images.dimensions[1] {
      for row in 0..<vertical.window {
        for column in 0..<horizontal.window {
          body(channel, row, column, start)
          start += places
        }
      }
    }
  }

  private static func add<T: BinaryFloatingPoint>(
    _ part: UnsafePointer<T>,
    to sum: UnsafeMutablePointer<T>,
    _ count: Int
  ) {
    for i in 0..<count { sum[i] += part[i] }
  }
}
