internal import CVectorMath

extension TensorProgram {
  /// The matrix product by the rules of `Tensor.matmul`, of operands that may count as transposed.
  public mutating func matmul(
    _ a: Value,
    _ b: Value,
    transposeLeft: Bool = false,
    transposeRight: Bool = false
  ) throws -> Value {
    // A tensor from outside may be a transpose that nobody has read; only a tensor knows.
    if mayBeTransposed(a) || mayBeTransposed(b) {
      return try productOfTensors(a, b, transposeLeft, transposeRight)
    }
    if let source = source(of: a) {
      return try matmul(source, b, transposeLeft: !transposeLeft, transposeRight: transposeRight)
    }
    if let source = source(of: b) {
      return try matmul(a, source, transposeLeft: transposeLeft, transposeRight: !transposeRight)
    }
    let plan = try ProductPlan(self, a, b, transposeLeft, transposeRight)
    let isSmall = plan.stacked.isSmall
    let left = try operand(a, plan.dtype, rests: !isSmall)
    let right = try operand(b, plan.dtype, rests: !isSmall)
    let result = value(plan.shape, plan.dtype)
    guard plan.product.inner > 0, plan.shape.count > 0 else {
      let size = plan.shape.count * plan.dtype.size
      append(adj_run_clear, [], to: result, list: list([Int64(size)]))
      return result
    }
    if isSmall {
      // No element of an operand is left out of the result.
      append(
        adj_run_product,
        [left, right],
        to: result,
        list: list(plan.stacked.list),
        exposed: [left, right]
      )
      return result
    }
    append(adj_run_outside, [left, right], to: result)
    items[items.count - 1].outside = .product(plan.stacked, plan.dtype)
    return result
  }

  /// Every element of the first times every element of the second, both taken in row-major order.
  public mutating func outer(_ a: Value, _ b: Value) throws -> Value {
    let column = try reshape(a, to: [shape(of: a).count, 1])
    return try apply(.multiply, to: column, reshape(b, to: [1, shape(of: b).count]))
  }

  /// Where the elements stand whose transpose a value is, without having been written.
  private func source(of x: Value) -> Value? {
    if case .transpose(let source) = slots[x.slot].home { return Value(slot: source) }
    return nil
  }

  /// Whether a value comes from outside, as a matrix large enough for a transpose that waits.
  private func mayBeTransposed(_ x: Value) -> Bool {
    switch slots[x.slot].home {
    case .input(let number): transposedInputs.contains(number)
    case .constant(let number): constants[number].transpositionSource != nil
    case .call:
      shape(of: x).rank > 1
        && Transposition.defers(shape(of: x), axes: Self.exchanged(shape(of: x).rank))
    case .own, .register, .part, .transpose: false
    }
  }

  private static func exchanged(_ rank: Int) -> [Int] {
    Array(0..<(rank - 2)) + [rank - 1, rank - 2]
  }

  private mutating func productOfTensors(
    _ a: Value,
    _ b: Value,
    _ transposeLeft: Bool,
    _ transposeRight: Bool
  ) throws -> Value {
    // What the program itself has exchanged is exchanged again for the tensors.
    if let source = source(of: a) {
      return try productOfTensors(source, b, !transposeLeft, transposeRight)
    }
    if let source = source(of: b) {
      return try productOfTensors(a, source, transposeLeft, !transposeRight)
    }
    let plan = try ProductPlan(self, a, b, transposeLeft, transposeRight)
    return call([a, b], plan.shape, plan.dtype) { tensors, interruption in
      try Tensor.matmul(
        tensors[0],
        tensors[1],
        transposeLeft: transposeLeft,
        transposeRight: transposeRight,
        interruption: interruption
      )
    }
  }

  /// An operand of a product, where the library needs it or where it is.
  private mutating func operand(_ x: Value, _ dtype: DType, rests: Bool) throws -> Value {
    let x = try cast(x, to: dtype)
    return rests ? resting(x) : elements(of: x)
  }

  /// A value that begins where the library's kernels like it, so that no bit depends on where it stands.
  private mutating func resting(_ x: Value) -> Value {
    let x = elements(of: x)
    var (slot, offset) = (x.slot, 0)
    while case .part(let whole, let start) = slots[slot].home {
      offset += start * slots[slot].dtype.size
      slot = whole
    }
    if offset % Storage.alignment == 0 {
      if case .register = slots[slot].home {} else { return x }
    }
    let copied = value(shape(of: x), dtype(of: x))
    copy(x, to: copied, shape(of: x).strides)
    return copied
  }
}

/// The sizes of a product, found as `Tensor.matmul` finds them.
struct ProductPlan {
  let product: MatrixProduct
  let stacked: StackedProduct
  let shape: Shape
  let dtype: DType

  init(
    _ program: TensorProgram,
    _ a: TensorProgram.Value,
    _ b: TensorProgram.Value,
    _ transposeLeft: Bool,
    _ transposeRight: Bool
  ) throws(TensorError) {
    let (aShape, bShape) = (program.shape(of: a), program.shape(of: b))
    let transposeLeft = transposeLeft && aShape.rank > 1
    let transposeRight = transposeRight && bShape.rank > 1
    let left = aShape.matrix(asRow: true, transposed: transposeLeft)
    let right = bShape.matrix(asRow: false, transposed: transposeRight)
    product = MatrixProduct(
      rows: left.rows,
      inner: left.columns,
      columns: right.columns,
      transposeLeft: transposeLeft,
      transposeRight: transposeRight
    )
    let batch = try left.batch.broadcast(with: right.batch)
    stacked = StackedProduct(product, left.batch, right.batch, to: batch)
    var sizes = batch.dimensions
    if aShape.rank > 1 { sizes.append(product.rows) }
    if bShape.rank > 1 { sizes.append(product.columns) }
    shape = Shape(sizes)
    dtype = DType.common(
      program.dtype(of: a),
      rank: aShape.rank,
      program.dtype(of: b),
      rank: bShape.rank
    )
  }
}
