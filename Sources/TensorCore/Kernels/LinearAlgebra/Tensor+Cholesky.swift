extension Tensor {
  /// The lower triangular L with L Lᵀ = A of symmetric positive definite matrices.
  public func cholesky(_ interruption: Interruption? = nil) throws(TensorError) -> Tensor {
    let stack = try MatrixStack.square(shape, for: "cholesky")
    try requireFinite(for: "cholesky")
    let result = try symmetricPart(for: "cholesky")
    if result.dtype == .float32 {
      try Tensor.factor(result, stack, Float.self, interruption)
    } else {
      try Tensor.factor(result, stack, Double.self, interruption)
    }
    return result
  }

  private static func factor<T: LAPACKElement>(
    _ matrices: Tensor,
    _ stack: MatrixStack,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let n = stack.rows
    guard n > 0 else { return }
    try stack.forEach(interruption) { item throws(TensorError) in
      let a = matrices.elements(T.self) + item * stack.size
      // The upper half by columns is the lower half by rows.
      let info = T.potrf(Int32(n), a)
      guard info == 0 else {
        throw .value(
          "cholesky: \(stack.subject(item)) is not positive definite: "
            + "the leading \(info) by \(info) block is not",
          hint: nil
        )
      }
      for row in 0..<n { (a + row * n + row + 1).update(repeating: 0, count: n - row - 1) }
    }
  }

  /// The X of L X = B, or of Lᵀ X = B, where this is L, of which the lower half counts.
  ///
  /// Precondition: no diagonal element is 0.
  public func lowerTriangularSolution(
    _ right: Tensor,
    transposed: Bool = false,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let name = "a triangular system"
    let stack = try MatrixStack.square(shape, for: name)
    let sides = try RightSides(right.cast(to: dtype), of: stack, for: name)
    if dtype == .float32 {
      try substitute(sides, stack, transposed, Float.self, interruption)
    } else {
      try substitute(sides, stack, transposed, Double.self, interruption)
    }
    return try sides.columns.transposedMatrices()
  }

  private func substitute<T: LAPACKElement>(
    _ sides: RightSides,
    _ stack: MatrixStack,
    _ transposed: Bool,
    _: T.Type,
    _ interruption: Interruption?
  ) throws(TensorError) {
    guard sides.columns.count > 0 else { return }
    let upper = CChar(UInt8(ascii: "U"))
    let flag = CChar(UInt8(ascii: transposed ? "N" : "T"))
    try sides.forEach(interruption) { matrix, item throws(TensorError) in
      let a = elements(T.self) + matrix * stack.size
      let b = sides.columns.elements(T.self) + item * sides.size
      _ = T.trtrs(upper, flag, Int32(stack.rows), Int32(sides.count), a, b)
    }
  }
}
