import TensorCore
import Testing

@Suite struct ConvolutionTests {
  private struct Case: Sendable {
    let images: Shape
    let kernels: Shape
    var stride = (rows: 1, columns: 1)
    var padding = (rows: 0, columns: 0)
    var dilation = (rows: 1, columns: 1)

    static let all = [
      Case(images: [2, 1, 4, 5], kernels: [3, 1, 2, 3]),
      Case(images: [1, 2, 5, 5], kernels: [2, 2, 3, 3], padding: (1, 2)),
      Case(images: [2, 2, 7, 6], kernels: [1, 2, 3, 2], stride: (2, 3), padding: (2, 1)),
      Case(images: [1, 2, 9, 8], kernels: [2, 2, 3, 3], stride: (1, 2), dilation: (3, 2)),
      Case(images: [2, 3, 4, 4], kernels: [2, 3, 1, 1]),
      Case(images: [1, 1, 3, 3], kernels: [1, 1, 2, 2], padding: (4, 5)),
      Case(images: [1, 1, 2, 2], kernels: [1, 1, 2, 2]),
      // So many patches that an image is done in several bands.
      Case(images: [1, 40, 24, 41], kernels: [1, 40, 3, 3], padding: (1, 0), dilation: (2, 1)),
      Case(images: [2, 40, 40, 41], kernels: [1, 40, 3, 3], stride: (2, 1)),
    ]
  }

  @Test(arguments: Case.all.indices)
  func agreesWithSumsWrittenOut(_ number: Int) throws {
    let example = Case.all[number]
    let (x, kernel) = try (numbers(example.images, 7), numbers(example.kernels, 5))
    let convolution = try convolution(example)
    let y = try convolution.value(x, kernel)
    #expect(y.shape == convolution.result)
    expectClose(y.values, plain(example, x, kernel, convolution.result))
    let narrow = try convolution.value(x.cast(to: .float32), kernel.cast(to: .float32))
    #expect(narrow.dtype == .float32)
  }

  /// ⟨y, conv(x, K)⟩ is the same whichever of the three is moved to the other side.
  @Test(arguments: Case.all.indices)
  func adjointsAreTransposes(_ number: Int) throws {
    let example = Case.all[number]
    let convolution = try convolution(example)
    let (x, kernel) = try (numbers(example.images, 7), numbers(example.kernels, 5))
    let y = try numbers(convolution.result, 3)
    let value = try inner(y, convolution.value(x, kernel))
    expectClose([try inner(x, convolution.imageAdjoint(y, kernel))], [value])
    expectClose([try inner(kernel, convolution.kernelAdjoint(x, y))], [value])
  }

  @Test func misfitsAreNamed() throws {
    expect("conv2d: images (1, 2, 4, 4) have 2 channels and kernels (1, 3, 2, 2) take 3") {
      try Convolution([1, 2, 4, 4], [1, 3, 2, 2])
    }
    expect("conv2d: kernels (1, 1, 5, 5) do not fit into images (1, 1, 4, 4)") {
      try Convolution([1, 1, 4, 4], [1, 1, 5, 5])
    }
    expect("conv2d needs images of shape (batch, channels, height, width), not (4, 4)") {
      try Convolution([4, 4], [1, 1, 2, 2])
    }
    expect("stride has to be at least 1, not (0, 0)") {
      try Convolution([1, 1, 4, 4], [1, 1, 2, 2], stride: (0, 0))
    }
  }

  @Test func poolingAgreesWithWindowsWrittenOut() throws {
    let x = try Tensor(values: [1, 5, 5, 2, 0, 3, 4, 4, 4, 1, 1, 1], shape: [1, 1, 3, 4])
    let pooling = try Pooling(x.shape, size: (2, 2), stride: (1, 2), for: "max_pool2d")
    #expect(pooling.result == [1, 1, 2, 2])
    #expect(try pooling.maximum(x).values == [5, 5, 4, 4])
    #expect(try pooling.gathered(x, weights: nil).values == [2.25, 3.75, 2, 2.5])
    let shares = try pooling.shares(x).values
    #expect(Array(shares[12...]) == [0.5, 0.5, 0, 0])
    let spread = try pooling.spread(Tensor.filled(4, shape: pooling.result), weights: nil)
    #expect(spread.values == [1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1])
  }

  @Test func nanWinsTheMaximum() throws {
    let x = try Tensor(values: [1, .nan, 3, 2], shape: [2, 2])
    let pooling = try Pooling([2, 2], size: (2, 2), stride: (2, 2), for: "max_pool2d")
    #expect(try pooling.maximum(x).scalar.isNaN)
  }

  @Test func anInterruptIsSeenBetweenImages() throws {
    let interruption = Interruption()
    interruption.request()
    let convolution = try Convolution([2, 1, 4, 4], [1, 1, 2, 2])
    let (x, kernel) = try (numbers([2, 1, 4, 4], 7), numbers([1, 1, 2, 2], 5))
    #expect(throws: TensorError.interrupted) { try convolution.value(x, kernel, interruption) }
  }

  private func convolution(_ example: Case) throws -> Convolution {
    try Convolution(
      example.images,
      example.kernels,
      stride: example.stride,
      padding: example.padding,
      dilation: example.dilation
    )
  }

  private func numbers(_ shape: Shape, _ step: Int) throws -> Tensor {
    try Tensor(values: (0..<shape.count).map { Double($0 * step % 11) - 4 }, shape: shape)
  }

  private func inner(_ a: Tensor, _ b: Tensor) throws -> Double {
    try BinaryKernel.multiply.apply(to: a, b).sum().scalar
  }

  private func plain(_ c: Case, _ x: Tensor, _ kernel: Tensor, _ result: Shape) -> [Double] {
    let (image, weights, sizes) = (c.images.dimensions, c.kernels.dimensions, result.dimensions)
    return (0..<result.count).map { position in
      let (j, i) = (position % sizes[3], position / sizes[3] % sizes[2])
      let (o, n) = (
        position / (sizes[3] * sizes[2]) % sizes[1], position / (sizes[3] * sizes[2] * sizes[1])
      )
      var sum = 0.0
      for channel in 0..<image[1] {
        for k in 0..<weights[2] {
          for l in 0..<weights[3] {
            let row = i * c.stride.rows + k * c.dilation.rows - c.padding.rows
            let column = j * c.stride.columns + l * c.dilation.columns - c.padding.columns
            guard (0..<image[2]).contains(row), (0..<image[3]).contains(column) else { continue }
            let from = ((n * image[1] + channel) * image[2] + row) * image[3] + column
            sum += x[from] * kernel[((o * image[1] + channel) * weights[2] + k) * weights[3] + l]
          }
        }
      }
      return sum
    }
  }

  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) { #expect((x - y).magnitude <= 1e-12 * max(1, y.magnitude)) }
  }

  private func expect(_ message: String, _ body: () throws -> Any) {
    do {
      _ = try body()
      Issue.record("nothing was refused")
    } catch let error as TensorError {
      #expect(error.message == message)
    } catch {
      Issue.record("\(error)")
    }
  }
}
