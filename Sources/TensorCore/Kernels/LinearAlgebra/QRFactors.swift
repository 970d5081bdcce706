/// Matrices as products of one with orthonormal columns and an upper triangular one: A = Q R, reduced.
public struct QRFactors: Sendable {
  /// - Shapes: `(..., m, k)` with `k` the smaller side.
  public let q: Tensor
  /// - Shapes: `(..., k, n)`; the diagonal is not negative.
  public let r: Tensor

  public init(_ matrix: Tensor, _ interruption: Interruption? = nil) throws(TensorError) {
    let stack = try MatrixStack(matrix.shape, for: "qr")
    try matrix.requireFinite(for: "qr")
    // By columns this is the transpose, whose factors L and Q are those wanted, transposed.
    let copy = try matrix.cast(to: matrix.dtype.arithmetic).duplicated()
    let k = min(stack.rows, stack.columns)
    q = try Tensor(unfilled: stack.shape(stack.rows, k), copy.dtype)
    r = try Tensor.filled(0, shape: stack.shape(k, stack.columns), dtype: copy.dtype)
    guard copy.count > 0 else { return }
    if copy.dtype == .float32 {
      try QRFactors.factor(copy, stack, q, r, Float.self, interruption)
    } else {
      try QRFactors.factor(copy, stack, q, r, Double.self, interruption)
    }
  }

  private static func factor<T: LAPACKElement>(
    _ matrices: Tensor,
    _ stack: MatrixStack,
    _ q: Tensor,
    _ r: Tensor,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let (m, n) = (stack.rows, stack.columns)
    let k = min(m, n)
    var tau = [T](repeating: 0, count: k)
    let size = 64 * max(m, n)
    let work = try Tensor(unfilled: [size], matrices.dtype)
    try stack.forEach(interruption) { item throws(TensorError) in
      let a = matrices.elements(T.self) + item * stack.size
      let (q, r) = (q.elements(T.self) + item * m * k, r.elements(T.self) + item * k * n)
      _ = T.gelqf(Int32(n), Int32(m), a, &tau, work.elements(T.self), Int32(size))
      for row in 0..<k {
        (r + row * n + row).update(from: a + row * n + row, count: n - row)
      }
      // Of the n rows behind each other only the first k are Q.
      _ = T.orglq(Int32(k), Int32(m), a, Int32(n), &tau, work.elements(T.self), Int32(size))
      for row in 0..<m { (q + row * k).update(from: a + row * n, count: k) }
      for row in 0..<k where r[row * n + row] < 0 {
        VectorSign.flip(r + row * n, stride: 1, count: n)
        VectorSign.flip(q + row, stride: k, count: m)
      }
    }
  }
}
