/// The right sides of systems of equations, by columns, spread over the axes they share with the matrices.
struct RightSides {
  /// The right sides, to be written over with the solutions: the last axis runs along a column.
  let columns: Tensor
  /// How many columns each system has.
  let count: Int
  /// The elements of one system.
  let size: Int
  private let matrices: MatrixStack
  private let batch: Shape

  /// - Throws: a `.shape` error where the sides don't fit the matrices.
  init(_ right: Tensor, of matrices: MatrixStack, for name: String) throws(TensorError) {
    let stack = try MatrixStack(right.shape, for: name)
    guard stack.rows == matrices.rows else {
      let shape = matrices.shape(matrices.rows, matrices.columns)
      throw .shape(
        "\(name): \(shape) has \(matrices.rows) rows and the right side \(right.shape) has "
          + "\(stack.rows)",
        hint: stack.columns == matrices.rows ? "the transpose of the right side fits" : nil
      )
    }
    self.matrices = matrices
    batch = try matrices.batch.broadcast(with: stack.batch)
    count = stack.columns
    size = stack.size
    let full = Shape(batch.dimensions + [stack.rows, stack.columns])
    columns = try right.broadcast(to: full).transposedMatrices()
  }

  /// Calls `body` with the number of each matrix and that of its right sides, as `MatrixStack.forEach` does.
  func forEach(
    _ interruption: Interruption?,
    _ body: @escaping (_ matrix: Int, _ item: Int) throws(TensorError) -> Void
  ) throws(TensorError) {
    try OpenBLAS.prepare()
    var positions: [Int] = []
    let plan = BroadcastPlan([matrices.batch], to: batch)
    plan.forEachRun { offsets, _ in
      for i in 0..<plan.run { positions.append(offsets[0] + i * plan.steps[0]) }
    }
    for (item, matrix) in positions.enumerated() {
      try interruption?.check()
      if matrices.isLong(rightSides: count) {
        try LongCall.run(interruption) { () throws(TensorError) in try body(matrix, item) }
      } else {
        try body(matrix, item)
      }
    }
  }
}
