/// Thin singular value decompositions: A = U diag(s) Vᵀ.
///
/// The largest component of each column of U is positive; the row of Vᵀ follows.
public struct SingularFactors: Sendable {
  /// - Shapes: `(..., m, k)` with `k` the smaller side.
  public let u: Tensor
  /// Falling, not negative.
  ///
  /// - Shapes: `(..., k)`
  public let s: Tensor
  /// - Shapes: `(..., k, n)`
  public let vt: Tensor

  public init(
    _ matrix: Tensor,
    for name: String = "svd",
    _ interruption: Interruption? = nil
  ) throws(TensorError) {
    let stack = try MatrixStack(matrix.shape, for: name)
    try matrix.requireFinite(for: name)
    let copy = try matrix.cast(to: matrix.dtype.arithmetic).duplicated()
    let k = min(stack.rows, stack.columns)
    u = try Tensor(unfilled: stack.shape(stack.rows, k), copy.dtype)
    s = try Tensor(unfilled: stack.shape(k), copy.dtype)
    vt = try Tensor(unfilled: stack.shape(k, stack.columns), copy.dtype)
    guard copy.count > 0 else { return }
    if copy.dtype == .float32 {
      try factor(copy, stack, name, Float.self, interruption)
    } else {
      try factor(copy, stack, name, Double.self, interruption)
    }
  }

  private func factor<T: LAPACKElement>(
    _ matrices: Tensor,
    _ stack: MatrixStack,
    _ name: String,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let (m, n) = (stack.rows, stack.columns)
    let k = min(m, n)
    var whole = [Int32](repeating: 0, count: 8 * k)
    var best: [T] = [0]
    try OpenBLAS.prepare()
    // Asks for the size alone; the matrices stay as they are.
    _ = T.gesdd(
      Int32(n),
      Int32(m),
      matrices.elements(T.self),
      s.elements(T.self),
      vt.elements(T.self),
      u.elements(T.self),
      &best,
      -1,
      &whole
    )
    // Counts beyond 2²⁴ are rounded in single precision.
    let size = Int(best[0] * 1.01) + 64
    let work = try Tensor(unfilled: [size], matrices.dtype)
    try stack.forEach(interruption) { item throws(TensorError) in
      let a = matrices.elements(T.self) + item * stack.size
      let u = u.elements(T.self) + item * m * k
      let s = s.elements(T.self) + item * k
      let vt = vt.elements(T.self) + item * k * n
      // By columns this is the transpose: its U is our V, and what is stored by columns is its transpose.
      guard
        T.gesdd(Int32(n), Int32(m), a, s, vt, u, work.elements(T.self), Int32(size), &whole) == 0
      else {
        throw .value("\(name) of \(stack.subject(item)) did not converge", hint: nil)
      }
      for column in 0..<k
      where VectorSign.isNegative(UnsafePointer(u + column), stride: k, count: m) {
        VectorSign.flip(u + column, stride: k, count: m)
        VectorSign.flip(vt + column * n, stride: 1, count: n)
      }
    }
  }
}
