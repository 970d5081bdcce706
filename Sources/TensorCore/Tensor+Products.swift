extension Tensor {
  /// The matrix product by the rules of NumPy's `@`, of operands that may count as transposed.
  ///
  /// A vector on the left is a row, on the right a column, and loses that axis in the result; axes
  /// before the last two broadcast. Transposing exchanges the last two axes; a vector stays.
  ///
  /// - Shapes: `(n, k) @ (k, m) -> (n, m)`, `(k) @ (k, m) -> (m)`, `(n, k) @ (k) -> (n)`,
  ///   `(k) @ (k) -> ()`, `(b, n, k) @ (k, m) -> (b, n, m)`.
  public static func matmul(
    _ a: Tensor,
    _ b: Tensor,
    transposeLeft: Bool = false,
    transposeRight: Bool = false,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    guard a.rank > 0, b.rank > 0 else { throw numberInProduct(a.shape, b.shape) }
    // The transpose of a transpose is there already.
    if let a = a.transpositionSource {
      return try matmul(
        a,
        b,
        transposeLeft: !transposeLeft,
        transposeRight: transposeRight,
        interruption: interruption
      )
    }
    if let b = b.transpositionSource {
      return try matmul(
        a,
        b,
        transposeLeft: transposeLeft,
        transposeRight: !transposeRight,
        interruption: interruption
      )
    }
    let transposeLeft = transposeLeft && a.rank > 1
    let transposeRight = transposeRight && b.rank > 1
    let left = a.shape.matrix(asRow: true, transposed: transposeLeft)
    let right = b.shape.matrix(asRow: false, transposed: transposeRight)
    guard left.columns == right.rows else {
      throw misfit(
        a.shape.transposedMatrix(if: transposeLeft),
        b.shape.transposedMatrix(if: transposeRight)
      )
    }
    let product = MatrixProduct(
      rows: left.rows,
      inner: left.columns,
      columns: right.columns,
      transposeLeft: transposeLeft,
      transposeRight: transposeRight
    )
    // The library counts in 32 bits.
    guard max(product.rows, product.inner, product.columns) <= Int(Int32.max) else {
      throw .value("cannot multiply \(a.shape) @ \(b.shape): a side is above 2147483647", hint: nil)
    }
    let batch = try left.batch.broadcast(with: right.batch)
    var shape = batch.dimensions
    if a.rank > 1 { shape.append(product.rows) }
    if b.rank > 1 { shape.append(product.columns) }
    let common = DType.common(a.dtype, rank: a.rank, b.dtype, rank: b.rank)
    return try compute(
      product,
      try a.cast(to: common),
      left.batch,
      try b.cast(to: common),
      right.batch,
      batch,
      into: Shape(shape),
      interruption
    )
  }

  private static func compute(
    _ product: MatrixProduct,
    _ a: Tensor,
    _ aBatch: Shape,
    _ b: Tensor,
    _ bBatch: Shape,
    _ batch: Shape,
    into shape: Shape,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    if product.inner == 0 { return try filled(0, shape: shape, dtype: a.dtype) }
    let result = try Tensor(unfilled: shape, a.dtype)
    if result.count == 0 { return result }
    let stacked = StackedProduct(product, aBatch, bBatch, to: batch)
    try stacked.write(a.bytes, b.bytes, to: result.bytes, a.dtype, interruption)
    withExtendedLifetime((a, b)) {}
    return result
  }

  /// The inner product of two vectors of one length.
  public static func dot(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.rank == 1, b.rank == 1 else {
      throw .shape(
        "dot takes two vectors, not \(a.shape) and \(b.shape)",
        hint: "`@` multiplies matrices"
      )
    }
    guard a.shape == b.shape else {
      throw .shape(
        "dot of \(a.shape) and \(b.shape): lengths \(a.count) and \(b.count) differ",
        hint: nil
      )
    }
    return try matmul(a, b)
  }

  /// Every element of the first times every element of the second, both taken in row-major order.
  ///
  /// - Shapes: `(n), (m) -> (n, m)`.
  public static func outer(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let column = try a.reshaped(to: [a.count, 1])
    let row = try b.reshaped(to: [1, b.count])
    return try BinaryKernel.multiply.apply(to: column, row)
  }
}

extension Shape {
  /// The sizes as a batch of matrices; a vector is a row or a column.
  func matrix(
    asRow: Bool,
    transposed: Bool
  ) -> (batch: Shape, rows: Int, columns: Int) {
    if rank == 1 {
      return (.scalar, asRow ? 1 : dimensions[0], asRow ? dimensions[0] : 1)
    }
    let last = dimensions.suffix(2)
    let (rows, columns) = (last[last.startIndex], last[last.startIndex + 1])
    let batch = Shape(Array(dimensions.dropLast(2)))
    return transposed ? (batch, columns, rows) : (batch, rows, columns)
  }

  /// The shape with its last two axes exchanged.
  func transposedMatrix(if condition: Bool = true) -> Shape {
    guard condition, rank > 1 else { return self }
    var result = dimensions
    result.swapAt(rank - 1, rank - 2)
    return Shape(result)
  }

  /// The size that a factor on the right (or left) must have.
  fileprivate func inner(asLeft: Bool) -> Int {
    let matrix = matrix(asRow: asLeft, transposed: false)
    return asLeft ? matrix.columns : matrix.rows
  }
}

private func numberInProduct(_ a: Shape, _ b: Shape) -> TensorError {
  .shape(
    "cannot multiply \(a) @ \(b): a number is not a matrix",
    hint: "`*` multiplies by a number"
  )
}

private func misfit(_ a: Shape, _ b: Shape) -> TensorError {
  let (aInner, bInner) = (a.inner(asLeft: true), b.inner(asLeft: false))
  let (aTurned, bTurned) = (a.transposedMatrix(), b.transposedMatrix())
  let hint: String
  if b.rank > 1, aInner == bTurned.inner(asLeft: false) {
    hint = "the transpose of the right one, \(bTurned), fits"
  } else if a.rank > 1, aTurned.inner(asLeft: true) == bInner {
    hint = "the transpose of the left one, \(aTurned), fits"
  } else if b.inner(asLeft: true) == a.inner(asLeft: false) {
    hint = "the other order, \(b) @ \(a), fits"
  } else {
    hint = "no transposition of either fits"
  }
  return .shape(
    "cannot multiply \(a) @ \(b): inner sizes \(aInner) and \(bInner) differ",
    hint: hint
  )
}
