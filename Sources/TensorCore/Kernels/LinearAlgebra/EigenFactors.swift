/// Eigenvalues and eigenvectors of symmetric matrices: A = V diag(λ) Vᵀ.
public struct EigenFactors: Sendable {
  /// Rising.
  ///
  /// - Shapes: `(..., n)`
  public let values: Tensor
  /// Orthonormal columns, the largest component of each positive.
  ///
  /// - Shapes: `(..., n, n)`
  public let vectors: Tensor

  public init(
    _ matrix: Tensor,
    for name: String = "eigh",
    _ interruption: Interruption? = nil
  ) throws(TensorError) {
    let stack = try MatrixStack.square(matrix.shape, for: name)
    try matrix.requireFinite(for: name)
    let copy = try matrix.symmetricPart(for: name)
    values = try Tensor(unfilled: stack.shape(stack.rows), copy.dtype)
    if copy.count == 0 {
      vectors = copy
      return
    }
    if copy.dtype == .float32 {
      try EigenFactors.factor(copy, values, stack, name, Float.self, interruption)
    } else {
      try EigenFactors.factor(copy, values, stack, name, Double.self, interruption)
    }
    vectors = try copy.transposedMatrices()
  }

  /// Leaves the eigenvectors as rows in place of the matrices.
  private static func factor<T: LAPACKElement>(
    _ matrices: Tensor,
    _ values: Tensor,
    _ stack: MatrixStack,
    _ name: String,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let n = stack.rows
    let size = 1 + 6 * n + 2 * n * n
    guard size < Int(Int32.max) else {
      throw .value("\(name): \(n) rows are too many", hint: nil)
    }
    let work = try Tensor(unfilled: [size], matrices.dtype)
    var whole = [Int32](repeating: 0, count: 3 + 5 * n)
    let wholes = Int32(whole.count)
    try stack.forEach(interruption) { item throws(TensorError) in
      let a = matrices.elements(T.self) + item * stack.size
      let w = values.elements(T.self) + item * n
      guard T.syevd(Int32(n), a, w, work.elements(T.self), Int32(size), &whole, wholes) == 0 else {
        throw .value("\(name) of \(stack.subject(item)) did not converge", hint: nil)
      }
      for row in 0..<n
      where VectorSign.isNegative(UnsafePointer(a + row * n), stride: 1, count: n) {
        VectorSign.flip(a + row * n, stride: 1, count: n)
      }
    }
  }
}
