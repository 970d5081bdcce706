import TensorCore
import Testing

/// What several threads share has the bits of one thread.
@Suite(.serialized) struct WorkersTests {
  private func numbers(_ shape: Shape, _ dtype: DType = .float64) throws -> Tensor {
    let values = (0..<shape.count).map { Double($0 * 7919 % 10_007) / 3001 - 1.5 }
    return try Tensor(values: values, shape: shape, dtype: dtype)
  }

  /// Computes on one, two and five threads.
  private func check(_ compute: () throws -> Tensor) throws {
    let count = Workers.count
    defer { Workers.count = count }
    Workers.count = 1
    let expected = try compute()
    for threads in [2, 5] {
      Workers.count = threads
      for _ in 0..<2 { #expect(try compute().isIdentical(to: expected)) }
    }
  }

  @Test(arguments: [DType.float64, .float32])
  func elementwiseResultsAreTheSame(dtype: DType) throws {
    let x = try numbers([100, 701], dtype)
    let row = try numbers([701], dtype)
    let column = try numbers([100, 1], dtype)
    try check { try UnaryKernel.tanh.apply(to: x) }
    try check { try UnaryKernel.isFinite.apply(to: x) }
    try check { try BinaryKernel.power.apply(to: x, Tensor(3)) }
    try check { try BinaryKernel.add.apply(to: x, row) }
    try check { try BinaryKernel.less.apply(to: column, x) }
    try check { try BinaryKernel.atan2.apply(to: row, column) }
  }

  @Test(
    arguments: [[150_003], [3, 40_001], [40_001, 3], [120, 33, 20]],
    [0, -1]
  )
  func reductionsAreTheSame(shape: [Int], axis: Int) throws {
    let x = try numbers(Shape(shape))
    try check { try x.sum(axes: [axis]) }
    try check { try x.maximum(axes: [axis]) }
    try check { try x.sum() }
  }

  @Test func aLongSumHasTheBitsOfItsTree() throws {
    let x = try numbers([150_003])
    #expect(try x.sum().scalar == InstructionSet.current.sum(of: x.values))
  }

  @Test(
    arguments: [
      ([200, 150], [150, 170]), ([150, 400], [400, 130]), ([70_000, 7], [7]),
      ([7, 70_000], [70_000]),
      ([70_000], [70_000, 7]), ([300_001], [300_001]), ([400, 20, 30], [400, 30, 20]),
    ] as [([Int], [Int])],
    [DType.float64, .float32]
  )
  func productsAreTheSame(shapes: ([Int], [Int]), dtype: DType) throws {
    let (a, b) = (try numbers(Shape(shapes.0), dtype), try numbers(Shape(shapes.1), dtype))
    try check { try Tensor.matmul(a, b) }
    if a.rank == 2, b.rank == 2 {
      let turned = try b.transposed()
      try check { try Tensor.matmul(a, turned, transposeRight: true) }
    }
  }

  @Test func largeProductsWithAVectorAreRight() throws {
    let matrix = try Tensor.arange(0, 300_000).reshaped(to: [1000, 300])
    let ones = try Tensor.filled(1, shape: [1000])
    let sums = try matrix.sum(axes: [0])
    let turned = try matrix.transposed()
    #expect(try Tensor.matmul(ones, matrix).isIdentical(to: sums))
    #expect(try Tensor.matmul(turned, ones).isIdentical(to: sums))
    #expect(try Tensor.matmul(matrix, ones, transposeLeft: true).isIdentical(to: sums))
    #expect(try Tensor.matmul(ones, turned, transposeRight: true).isIdentical(to: sums))
  }

  @Test(arguments: [[200, 300], [300], [200, 1], []])
  func blockProgramsAreTheSame(target: [Int]) throws {
    let (a, b) = (try numbers([200, 300]), try numbers([300]))
    var program = BlockProgram()
    let (x, y) = (program.input(a.shape, .float64), program.input(b.shape, .float64))
    let product = try program.apply(.multiply, to: program.apply(.tanh, to: x), y)
    program.output(product)
    program.sum(product, to: Shape(target))
    program.sum(program.apply(.exp, to: product), to: .scalar)
    let compiled = program.compiled()
    for index in 0..<3 { try check { try compiled.run([a, b]).tensors[index] } }
  }

  @Test func aRequestStopsLargeWork() throws {
    let x = try numbers([200_000])
    let interruption = Interruption()
    interruption.request()
    #expect(throws: TensorError.interrupted) { try UnaryKernel.exp.apply(to: x, interruption) }
    #expect(throws: TensorError.interrupted) { try BinaryKernel.add.apply(to: x, x, interruption) }
    var program = BlockProgram()
    program.sum(program.apply(.exp, to: program.input(x.shape, .float64)), to: .scalar)
    #expect(throws: TensorError.interrupted) {
      try program.compiled().run([x], interruption: interruption)
    }
  }
}
