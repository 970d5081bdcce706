internal import COpenBLAS
internal import CVectorMath

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
  let vertical: ImageWindow
  let horizontal: ImageWindow

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

/// The images whose patches one thread takes at a time; their contributions to the kernels are added up first.
private let imagesAtOnce = 4

extension Convolution {
  /// The convolution.
  public func value(
    _ x: Tensor,
    _ kernel: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let (x, kernel) = try common(x, kernel)
    guard weights > 0 else { return try Tensor.filled(0, shape: result, dtype: x.dtype) }
    let y = try Tensor(unfilled: result, x.dtype)
    guard y.count > 0 else { return y }
    try forEachGroup(x.dtype, interruption) { bands, patches in
      if x.dtype == .float32 {
        convolve(x.float32, kernel.float32, bands, patches.float32, to: y.float32)
      } else {
        convolve(x.float64, kernel.float64, bands, patches.float64, to: y.float64)
      }
    }
    withExtendedLifetime((x, kernel)) {}
    return y
  }

  /// The cotangent of the kernels for that of the result, which is linear in the images too.
  public func kernelAdjoint(
    _ x: Tensor,
    _ cotangent: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let (x, cotangent) = try common(x, cotangent)
    guard kernels.count > 0, cotangent.count > 0 else {
      return try Tensor.filled(0, shape: kernels, dtype: x.dtype)
    }
    // A sum for each group of images, by the shape alone; then their sum.
    let groups = (batch + imagesAtOnce - 1) / imagesAtOnce
    let sums = try Tensor(unfilled: Shape([groups] + kernels.dimensions), x.dtype)
    let parts = try Tensor(unfilled: sums.shape, x.dtype)
    try forEachGroup(x.dtype, interruption) { bands, patches in
      let start = bands.images.lowerBound / imagesAtOnce * kernels.count
      if x.dtype == .float32 {
        let (sum, part) = (sums.float32 + start, parts.float32 + start)
        correlate(x.float32, cotangent.float32, bands, patches.float32, part, to: sum)
      } else {
        let (sum, part) = (sums.float64 + start, parts.float64 + start)
        correlate(x.float64, cotangent.float64, bands, patches.float64, part, to: sum)
      }
    }
    withExtendedLifetime((x, cotangent)) {}
    return try sums.sum(axes: [0])
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
    try forEachGroup(x.dtype, interruption) { bands, patches in
      if x.dtype == .float32 {
        spread(cotangent.float32, kernel.float32, bands, patches.float32, to: x.float32)
      } else {
        spread(cotangent.float64, kernel.float64, bands, patches.float64, to: x.float64)
      }
    }
    withExtendedLifetime((cotangent, kernel)) {}
    return x
  }

  private func common(_ a: Tensor, _ b: Tensor) throws(TensorError) -> (Tensor, Tensor) {
    let dtype = DType.common(a.dtype, rank: 4, b.dtype, rank: 4)
    return (try a.cast(to: dtype), try b.cast(to: dtype))
  }

  /// The rows of places whose patches stand in the room at once: half of a second cache, and far from 100 ms of work.
  private var bandHeight: Int { max(1, (1 << 17) / max(1, weights * horizontal.places)) }

  /// Calls `body` for groups of images, on several threads, with room for the patches of one band of an image.
  ///
  /// Each call has a room of its own.
  private func forEachGroup(
    _ dtype: DType,
    _ interruption: Interruption?,
    _ body: (_ bands: Bands, _ patches: Tensor) -> Void
  ) throws(TensorError) {
    try OpenBLAS.prepare()
    let groups = (batch + imagesAtOnce - 1) / imagesAtOnce
    let height = min(vertical.places, bandHeight)
    let size = isPointwise ? 0 : weights * height * horizontal.places
    let threads = min(groups, Workers.count)
    let rooms = try RoomPool(threads, [size], dtype)
    try Workers.run(groups, threads: threads, interruption) { group in
      let start = group * imagesAtOnce
      let images = start..<min(batch, start + imagesAtOnce)
      let bands = Bands(
        images: images,
        height: height,
        places: vertical.places,
        interruption: interruption
      )
      rooms.with { body(bands, $0) }
    }
    // Where one was requested, bands were left out.
    try interruption?.check()
  }
}

/// Images, each cut into bands of rows of places, so that patches stay in the cache and an interruption is noticed.
private struct Bands {
  let images: Range<Int>
  let height: Int
  let places: Int
  let interruption: Interruption?

  /// Calls `body` for one band after the other, until an interruption is requested.
  func forEach(_ body: (_ image: Int, _ rows: Range<Int>) -> Void) {
    for image in images {
      for start in stride(from: 0, to: places, by: height) {
        if interruption?.isRequested == true { return }
        body(image, start..<min(places, start + height))
      }
    }
  }
}

/// What happens to a group of images; products here are not shared further.
///
/// Bound: whole batches of images and results, a whole kernel, and the patches of a band.
extension Convolution {
  private func convolve<T: ImageElement>(
    _ x: UnsafePointer<T>,
    _ kernel: UnsafePointer<T>,
    _ bands: Bands,
    _ patches: UnsafeMutablePointer<T>,
    to y: UnsafeMutablePointer<T>
  ) {
    let (m, k) = (Int32(outputs), Int32(weights))
    bands.forEach { image, rows in
      let from = gathered(x + image * imageSize, rows, patches)
      let to = y + image * outputs * places + rows.lowerBound * horizontal.places
      let n = Int32(rows.count * horizontal.places)
      T.gemm((CblasNoTrans, CblasNoTrans), (m, n, k), (kernel, k), from, (to, Int32(places)))
    }
  }

  private func correlate<T: ImageElement>(
    _ x: UnsafePointer<T>,
    _ cotangent: UnsafePointer<T>,
    _ bands: Bands,
    _ patches: UnsafeMutablePointer<T>,
    _ part: UnsafeMutablePointer<T>,
    to sum: UnsafeMutablePointer<T>
  ) {
    let (m, n) = (Int32(outputs), Int32(weights))
    bands.forEach { image, rows in
      let from = gathered(x + image * imageSize, rows, patches)
      let start = cotangent + image * outputs * places + rows.lowerBound * horizontal.places
      let given = (start: start, row: Int32(places))
      let isFirst = image == bands.images.lowerBound && rows.lowerBound == 0
      let to = isFirst ? sum : part
      let k = Int32(rows.count * horizontal.places)
      T.gemm((CblasNoTrans, CblasTrans), (m, n, k), given, from, (to, n))
      if !isFirst { for i in 0..<kernels.count { sum[i] += part[i] } }
    }
  }

  private func spread<T: ImageElement>(
    _ cotangent: UnsafePointer<T>,
    _ kernel: UnsafePointer<T>,
    _ bands: Bands,
    _ patches: UnsafeMutablePointer<T>,
    to x: UnsafeMutablePointer<T>
  ) {
    let (m, k) = (Int32(weights), Int32(outputs))
    let channels = images.dimensions[1]
    bands.forEach { image, rows in
      let offset = rows.lowerBound * horizontal.places
      let given = (start: cotangent + image * outputs * places + offset, row: Int32(places))
      let n = Int32(rows.count * horizontal.places)
      let own = x + image * imageSize
      let to = isPointwise ? (start: own + offset, row: Int32(places)) : (start: patches, row: n)
      T.gemm((CblasTrans, CblasNoTrans), (m, n, k), (kernel, m), given, to)
      if isPointwise { return }
      T.scatterPatches(patches, channels, vertical.band(rows), horizontal.c, own)
    }
  }

  /// The patches of a band of one image with the length of their rows: in the room for them, or the image itself.
  private func gathered<T: ImageElement>(
    _ image: UnsafePointer<T>,
    _ rows: Range<Int>,
    _ patches: UnsafeMutablePointer<T>
  ) -> (start: UnsafePointer<T>, row: Int32) {
    if isPointwise { return (image + rows.lowerBound * horizontal.places, Int32(places)) }
    T.gatherPatches(image, images.dimensions[1], vertical.band(rows), horizontal.c, patches)
    return (UnsafePointer(patches), Int32(rows.count * horizontal.places))
  }
}
