import TensorCore
import Testing

/// Identities of linear algebra on random matrices.
@Suite struct FactorTests {
  /// Rounding in products of well-conditioned matrices of up to 40 rows.
  private static let tolerance = 1e-11

  @Test(arguments: [[1, 1], [5, 5], [40, 40], [3, 4, 4], [2, 2, 3, 3]])
  func inverseTimesMatrixIsTheIdentity(_ sizes: [Int]) throws {
    let a = try regular(sizes)
    let inverse = try LUFactors(a, for: "inv").inverse()
    try expect(Tensor.matmul(inverse, a), is: identity(like: a))
  }

  @Test(arguments: [[5, 5], [3, 4, 4]], [false, true])
  func solutionSolvesTheSystem(_ sizes: [Int], _ transposed: Bool) throws {
    let a = try regular(sizes)
    let right = try random([sizes.last ?? 1, 2], seed: 7)
    let x = try LUFactors(a, for: "solve").solution(right, transposed: transposed, for: "solve")
    let product = try Tensor.matmul(a, x, transposeLeft: transposed)
    try expect(product, is: right.broadcast(to: product.shape))
  }

  @Test func logarithmOfTheDeterminantIsThatOfItsMagnitude() throws {
    let factors = try LUFactors(regular([3, 6, 6]), for: "det")
    let log = try UnaryKernel.log.apply(to: UnaryKernel.absolute.apply(to: factors.determinant()))
    try expect(factors.logMagnitude(), is: log)
    let product = try BinaryKernel.multiply.apply(
      to: factors.sign(),
      UnaryKernel.exp.apply(to: factors.logMagnitude())
    )
    try expect(product, is: factors.determinant())
  }

  @Test func woodburysIdentityHolds() throws {
    let (a, u, v) = try (regular([6, 6]), random([6, 2], seed: 3), random([2, 6], seed: 4))
    func inverse(_ x: Tensor) throws -> Tensor { try LUFactors(x, for: "inv").inverse() }
    let left = try inverse(BinaryKernel.add.apply(to: a, Tensor.matmul(u, v)))
    let ai = try inverse(a)
    let core = try inverse(
      BinaryKernel.add.apply(to: Tensor.eye(2), Tensor.matmul(Tensor.matmul(v, ai), u))
    )
    let middle = try Tensor.matmul(Tensor.matmul(Tensor.matmul(ai, u), core), v)
    try expect(left, is: BinaryKernel.subtract.apply(to: ai, Tensor.matmul(middle, ai)))
  }

  @Test(arguments: [[1, 1], [5, 3], [3, 5], [40, 20], [2, 4, 3]])
  func qrGivesTheMatrixBack(_ sizes: [Int]) throws {
    let a = try random(sizes, seed: 1)
    let factors = try QRFactors(a)
    try expect(Tensor.matmul(factors.q, factors.r), is: a)
    let gram = try Tensor.matmul(factors.q, factors.q, transposeLeft: true)
    try expect(gram, is: identity(like: gram))
    if a.rank == 2 { #expect(try factors.r.diagonal().values.allSatisfy { $0 >= 0 }) }
  }

  @Test(arguments: [[1, 1], [5, 3], [3, 5], [40, 20], [2, 4, 3]])
  func singularFactorsGiveTheMatrixBack(_ sizes: [Int]) throws {
    let a = try random(sizes, seed: 2)
    let factors = try SingularFactors(a)
    let leading = sizes.dropLast(2)
    let rows = try factors.s.reshaped(to: Shape(leading + [1, sizes.suffix(2).min() ?? 0]))
    let scaled = try BinaryKernel.multiply.apply(to: factors.u, rows)
    try expect(Tensor.matmul(scaled, factors.vt), is: a)
    let gram = try Tensor.matmul(factors.vt, factors.vt, transposeRight: true)
    try expect(gram, is: identity(like: gram))
    try expectPositive(factors.u)
  }

  @Test(arguments: [[1, 1], [6, 6], [40, 40], [2, 3, 3]])
  func eigenvectorsGiveTheMatrixBack(_ sizes: [Int]) throws {
    let a = try symmetric(sizes)
    let factors = try EigenFactors(a)
    let values = try factors.values.reshaped(
      to: Shape(sizes.dropLast(2) + [1, sizes[sizes.count - 1]])
    )
    let scaled = try BinaryKernel.multiply.apply(to: factors.vectors, values)
    try expect(Tensor.matmul(scaled, factors.vectors, transposeRight: true), is: a)
    try expectPositive(factors.vectors)
  }

  @Test(arguments: [[1, 1], [6, 6], [2, 3, 3]])
  func choleskyFactorGivesTheMatrixBack(_ sizes: [Int]) throws {
    let x = try random(sizes, seed: 5)
    let gram = try Tensor.matmul(x, x, transposeRight: true)
    let a = try BinaryKernel.add.apply(to: gram, identity(like: gram))
    let lower = try a.cholesky()
    try expect(Tensor.matmul(lower, lower, transposeRight: true), is: a)
    try expect(Tensor.matmul(lower, lower.lowerTriangularSolution(a)), is: a)
    let turned = try lower.lowerTriangularSolution(a, transposed: true)
    try expect(Tensor.matmul(lower, turned, transposeLeft: true), is: a)
  }

  @Test(arguments: [1e-3, 0.1, 0.5, 2, 6])
  func exponentialsOfOppositesAreInverse(_ size: Double) throws {
    let a = try BinaryKernel.multiply.apply(to: symmetric([4, 4]), Tensor(size / 10))
    let product = try Tensor.matmul(
      a.matrixExponential(),
      UnaryKernel.negate.apply(to: a).matrixExponential()
    )
    try expect(product, is: Tensor.eye(4), 1e-9)
  }

  @Test func singlePrecisionAgrees() throws {
    let a = try regular([5, 5])
    let narrow = try a.cast(to: .float32)
    let inverse = try LUFactors(narrow, for: "inv").inverse()
    #expect(inverse.dtype == .float32)
    try expect(inverse.cast(to: .float64), is: LUFactors(a, for: "inv").inverse(), 1e-4)
    let s = try SingularFactors(narrow).s.cast(to: .float64)
    try expect(s, is: SingularFactors(a).s, 1e-4)
  }

  private func random(_ sizes: [Int], seed: UInt64) throws -> Tensor {
    var stream = RandomStream(seed: seed)
    return try stream.normal(count: sizes.reduce(1, *)).reshaped(to: Shape(sizes))
  }

  /// Random matrices that are far from singular.
  private func regular(_ sizes: [Int]) throws -> Tensor {
    let x = try random(sizes, seed: 11)
    let shift = try BinaryKernel.multiply.apply(
      to: identity(like: x),
      Tensor(Double(sizes.last ?? 1))
    )
    return try BinaryKernel.add.apply(to: x, shift)
  }

  private func symmetric(_ sizes: [Int]) throws -> Tensor {
    let x = try random(sizes, seed: 13)
    let axes = Array(0..<(sizes.count - 2)) + [sizes.count - 1, sizes.count - 2]
    return try BinaryKernel.add.apply(to: x, x.transposed(permutation: axes))
  }

  private func identity(like x: Tensor) throws -> Tensor {
    try Tensor.eye(x.shape.dimensions.last ?? 0).broadcast(to: x.shape)
  }

  private func expect(_ a: Tensor, is b: Tensor, _ tolerance: Double = tolerance) throws {
    #expect(a.shape == b.shape)
    for (x, y) in zip(a.values, b.values) {
      #expect((x - y).magnitude <= tolerance * max(1, y.magnitude))
    }
  }

  /// Checks that the largest component of each column is positive.
  private func expectPositive(_ vectors: Tensor) throws {
    let largest = try UnaryKernel.absolute.apply(to: vectors).maximum(axes: [-2])
    try expect(vectors.maximum(axes: [-2]), is: largest)
  }
}
