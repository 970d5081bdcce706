import TensorCore
import Testing

/// What a requested interruption does to kernels that nobody has handed it to.
@Suite struct GoverningTests {
  private static let kernels: [(String, @Sendable (Tensor) throws -> Tensor)] = [
    ("fill", { try .filled(1, shape: $0.shape) }),
    ("sequence", { try .arange(0, Double($0.count)) }),
    ("cast", { try $0.cast(to: .float32) }),
    ("unary", { try UnaryKernel.exp.apply(to: $0) }),
    ("comparison", { try BinaryKernel.less.apply(to: $0, $0) }),
    ("select", { try .select($0, $0, Tensor(1)) }),
    ("sum", { try $0.sum() }),
    ("maximum", { try $0.maximum(axes: [1]) }),
    ("truth", { try $0.any() }),
    ("search", { try $0.argmax() }),
    ("search rows", { try $0.argmax(axis: 0) }),
    ("sort", { try $0.sorted(axis: 1) }),
    (
      "gather",
      { x in
        let columns = AxisSelection.indices(try Places(0..<512), shape: [512])
        return try x.gathered(Selection([.all, columns], in: x.shape))
      }
    ),
    ("mask", { x in try x.gathered(Selection([.mask(x)], in: x.shape)) }),
    ("scatter", { try .scatterAdded($0, at: Selection([.all], in: $0.shape), into: $0.shape) }),
    (
      "assign",
      { x in
        var y = x
        try y.assign(Tensor(2), at: Selection([.all], in: x.shape))
        return y
      }
    ),
    ("transpose", { try $0.transposed(permutation: [1, 0]).cast(to: .float32) }),
    ("join", { try .concatenated([$0, $0]) }),
    ("broadcast", { try $0.broadcast(to: [2] + $0.shape) }),
    (
      "one_hot",
      { x in
        guard let places = try Places(x.reshaped(to: [x.count])) else { return x }
        return try .oneHot(places, classes: 2)
      }
    ),
    ("polygamma", { try $0.polygamma(2) }),
    ("first", { Tensor(try $0.first { $0 > 5 } ?? 0) }),
    (
      "permutation",
      { x in
        var stream = RandomStream(seed: 1)
        return try stream.permutation(count: x.count)
      }
    ),
  ]

  @Test(arguments: kernels.indices)
  func kernelsLookForTheInterruptionOfTheirThread(index: Int) throws {
    let (name, kernel) = Self.kernels[index]
    let x = try Tensor.filled(1, shape: [1 << 10, 1 << 9])
    _ = try kernel(x)
    let interruption = Interruption()
    interruption.request()
    #expect(throws: TensorError.interrupted, "\(name)") {
      try interruption.governing { try kernel(x) }
    }
  }

  @Test func nobodyElseIsInterrupted() throws {
    let interruption = Interruption()
    interruption.request()
    let x = try Tensor.filled(1, shape: [1 << 19])
    #expect(throws: TensorError.interrupted) {
      try interruption.governing { _ = try Tensor.filled(1, shape: [1 << 19]) }
    }
    #expect(try x.sum().scalar == Double(x.count))
  }
}

private func + (left: Shape, right: Shape) -> Shape { Shape(left.dimensions + right.dimensions) }
