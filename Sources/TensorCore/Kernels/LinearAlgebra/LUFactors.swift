/// Square matrices as products of triangular ones, from which determinant, inverse and solutions come.
///
/// What is factored is the transpose, as which LAPACK sees a row-major matrix.
public struct LUFactors: Sendable {
  private let stack: MatrixStack
  private let factors: Tensor
  private let pivots: [Int32]
  /// The first matrix with a pivot that is exactly 0.
  private let singular: Int?
  /// The reciprocal of the worst condition, in the maximum row sum; 1 where there is nothing.
  public let reciprocalCondition: Double

  /// Factors the matrices of a tensor; a singular one is no error yet.
  ///
  /// Messages call the function `name`.
  public init(
    _ matrix: Tensor,
    for name: String,
    _ interruption: Interruption? = nil
  ) throws(TensorError) {
    stack = try MatrixStack.square(matrix.shape, for: name)
    let copy = try matrix.cast(to: matrix.dtype.arithmetic).duplicated()
    factors = copy
    let result =
      copy.dtype == .float32
      ? try LUFactors.factor(copy, stack, Float.self, interruption)
      : try LUFactors.factor(copy, stack, Double.self, interruption)
    (pivots, singular, reciprocalCondition) = result
  }

  private static func factor<T: LAPACKElement>(
    _ matrices: Tensor,
    _ stack: MatrixStack,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) -> (pivots: [Int32], singular: Int?, condition: Double) {
    let n = stack.rows
    var pivots = [Int32](repeating: 0, count: stack.batch.count * n)
    var singular: Int?
    var condition = 1.0
    var work = [T](repeating: 0, count: 4 * n)
    var whole = [Int32](repeating: 0, count: n)
    guard n > 0 else { return (pivots, nil, condition) }
    try stack.forEach(interruption) { item throws(TensorError) in
      let a = matrices.elements(T.self) + item * stack.size
      let norm = maximumRowSum(a, n)
      let info = pivots.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map { T.getrf(Int32(n), a, $0 + item * n) } ?? 0
      }
      if info > 0 {
        singular = singular ?? item
        condition = 0
      } else if norm.isFinite {
        condition = min(condition, Double(T.gecon(Int32(n), a, norm, &work, &whole)))
      }
    }
    return (pivots, singular, condition)
  }

  /// The norm of a row-major matrix of order `n`.
  private static func maximumRowSum<T: LAPACKElement>(_ a: UnsafePointer<T>, _ n: Int) -> T {
    var largest: T = 0
    for row in 0..<n {
      var sum: T = 0
      for column in 0..<n { sum += a[row * n + column].magnitude }
      // A NaN stays, where a maximum would drop it.
      if !(sum <= largest) { largest = sum }
    }
    return largest
  }

  /// Whether some matrix has a pivot that is exactly 0.
  public var isSingular: Bool { singular != nil }

  /// Refuses a matrix that has no inverse.
  public func requireRegular(for name: String) throws(TensorError) {
    guard let singular else { return }
    throw .value(
      "\(name): \(stack.subject(singular)) is singular",
      hint: "`pinv` and `lstsq` take singular matrices too"
    )
  }
}

extension LUFactors {
  /// The determinants.
  public func determinant() throws(TensorError) -> Tensor {
    try reduced {
      1
    } step: {
      $0 *= $1
    }
  }

  /// The signs of the determinants: 1, -1, or 0 for a singular matrix.
  public func sign() throws(TensorError) -> Tensor {
    try reduced {
      1
    } step: {
      $0 *= $1 == 0 ? 0 : $1 < 0 ? -1 : $1 > 0 ? 1 : $1
    }
  }

  /// The logarithms of the determinants' magnitudes; -inf for a singular matrix.
  public func logMagnitude() throws(TensorError) -> Tensor {
    let logs = try UnaryKernel.log.apply(to: UnaryKernel.absolute.apply(to: diagonals()))
    return try logs.sum(axes: [-1])
  }

  /// The diagonals of U.
  private func diagonals() throws(TensorError) -> Tensor {
    let n = stack.rows
    let result = try Tensor(unfilled: stack.shape(n), factors.dtype)
    withExtendedLifetime(factors) {
      for item in 0..<stack.batch.count {
        factors.copyElements(item * stack.size, n + 1, to: result, item * n, 1, n)
      }
    }
    return result
  }

  /// A number for each matrix from its pivots' signs and the diagonal of U.
  private func reduced(
    _ start: () -> Double,
    step: (inout Double, Double) -> Void
  ) throws(TensorError) -> Tensor {
    let diagonals = try diagonals()
    let n = stack.rows
    let results = (0..<stack.batch.count).map { item in
      var number = start()
      for row in 0..<n {
        step(&number, diagonals[item * n + row])
        if pivots[item * n + row] != Int32(row + 1) { number = -number }
      }
      return number
    }
    return try Tensor(values: results, shape: stack.batch, dtype: factors.dtype)
  }

  /// The inverses.
  ///
  /// Precondition: no matrix is singular.
  public func inverse(_ interruption: Interruption? = nil) throws(TensorError) -> Tensor {
    let result = try factors.duplicated()
    if factors.dtype == .float32 {
      try invert(result, Float.self, interruption)
    } else {
      try invert(result, Double.self, interruption)
    }
    return result
  }

  private func invert<T: LAPACKElement>(
    _ matrices: Tensor,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let n = stack.rows
    guard n > 0 else { return }
    let size = 64 * n
    let work = try Tensor(unfilled: [size], matrices.dtype)
    try stack.forEach(interruption) { item throws(TensorError) in
      let a = matrices.elements(T.self) + item * stack.size
      pivots.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        _ = T.getri(Int32(n), a, start + item * n, work.elements(T.self), Int32(size))
      }
    }
  }

  /// The X of A X = B, or of Aᵀ X = B; the axes before the last two broadcast.
  ///
  /// Precondition: no matrix is singular.
  public func solution(
    _ right: Tensor,
    transposed: Bool = false,
    for name: String,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let dtype = DType.common(factors.dtype, rank: 2, right.dtype, rank: 2)
    guard dtype == factors.dtype else {
      throw .type("\(name) needs operands of one kind, not \(factors.dtype.name) and \(dtype.name)")
    }
    let sides = try RightSides(right.cast(to: dtype), of: stack, for: name)
    if dtype == .float32 {
      try solve(sides, transposed, Float.self, interruption)
    } else {
      try solve(sides, transposed, Double.self, interruption)
    }
    return try sides.columns.transposedMatrices()
  }

  private func solve<T: LAPACKElement>(
    _ sides: RightSides,
    _ transposed: Bool,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    guard sides.columns.count > 0 else { return }
    let n = stack.rows
    // What was factored is the transpose.
    let flag = CChar(UInt8(ascii: transposed ? "N" : "T"))
    try sides.forEach(interruption) { matrix, item throws(TensorError) in
      let a = factors.elements(T.self) + matrix * stack.size
      let b = sides.columns.elements(T.self) + item * sides.size
      pivots.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        _ = T.getrs(flag, Int32(n), Int32(sides.count), a, start + matrix * n, b)
      }
    }
  }
}
