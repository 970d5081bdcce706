import Synchronization

/// The products of stacks of matrices that broadcast.
struct StackedProduct: Sendable {
  private let product: MatrixProduct
  /// Which matrices of the stacks make which one of the result.
  private let positions: [(a: Int, b: Int, result: Int)]

  init(_ product: MatrixProduct, _ aBatch: Shape, _ bBatch: Shape, to batch: Shape) {
    // A right operand that is the same for the whole stack makes one tall product of it.
    if bBatch.count == 1, !product.transposeLeft {
      self.product = product.tall(batch.count)
      positions = [(0, 0, 0)]
      return
    }
    self.product = product
    var positions: [(a: Int, b: Int, result: Int)] = []
    let plan = BroadcastPlan([aBatch, bBatch], to: batch)
    plan.forEachRun { offsets, start in
      for i in 0..<plan.run {
        positions.append(
          (offsets[0] + i * plan.steps[0], offsets[1] + i * plan.steps[1], start + i)
        )
      }
    }
    self.positions = positions
  }

  /// Whether one thread computes all products with our own kernels.
  var isSmall: Bool { product.isSmall && positions.count < 2 * grain }

  /// Products too small to be shared themselves: each thread takes so many of them.
  private var grain: Int {
    max(1, Int(MatrixProduct.sharedOperations / 2 / max(product.operations, 1)))
  }

  /// The numbers by which a program on tensors names the products.
  var list: [Int64] {
    let form = product.kernelForm
    let sizes = [form.rows, form.inner, form.columns]
    let steps = [form.a_row, form.a_step, form.b_row, form.b_step]
    let numbers = [positions.count] + sizes + steps
    return (numbers + positions.flatMap { [$0.a, $0.b, $0.result] }).map(Int64.init)
  }

  /// Writes the products of elements of one kind, `float64` or `float32`.
  ///
  /// Bound: the elements of the stacks.
  func write(
    _ a: UnsafeRawPointer,
    _ b: UnsafeRawPointer,
    to result: UnsafeMutableRawPointer,
    _ dtype: DType,
    _ interruption: Interruption?
  ) throws(TensorError) {
    if !product.isSmall { try OpenBLAS.prepare() }
    if dtype == .float32 {
      let (a, b) = (a.assumingMemoryBound(to: Float.self), b.assumingMemoryBound(to: Float.self))
      try write(a, b, to: result.assumingMemoryBound(to: Float.self), interruption)
    } else {
      let (a, b) = (a.assumingMemoryBound(to: Double.self), b.assumingMemoryBound(to: Double.self))
      try write(a, b, to: result.assumingMemoryBound(to: Double.self), interruption)
    }
  }

  private func write<T: ProductElement>(
    _ a: UnsafePointer<T>,
    _ b: UnsafePointer<T>,
    to result: UnsafeMutablePointer<T>,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let (aSize, bSize) = (product.rows * product.inner, product.inner * product.columns)
    let size = product.rows * product.columns
    func write(_ index: Int) throws(TensorError) {
      let position = positions[index]
      try interruption?.check()
      try product.write(
        a + position.a * aSize,
        b + position.b * bSize,
        to: result + position.result * size,
        interruption
      )
    }
    let grain = grain
    if positions.count < 2 * grain || product.operations >= MatrixProduct.sharedOperations {
      for index in positions.indices { try write(index) }
      return
    }
    let failure = Mutex<TensorError?>(nil)
    try Workers.split(positions.count, grain: grain, interruption) { part in
      for index in part {
        do throws(TensorError) {
          try write(index)
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

extension MatrixProduct {
  /// The product of a whole batch at once, its rows below each other.
  fileprivate func tall(_ batch: Int) -> MatrixProduct {
    MatrixProduct(
      rows: rows * batch,
      inner: inner,
      columns: columns,
      transposeLeft: transposeLeft,
      transposeRight: transposeRight
    )
  }
}
