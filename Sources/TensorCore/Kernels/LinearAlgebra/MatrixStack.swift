/// The matrices of a tensor: its last two axes, once for each position along the axes before.
struct MatrixStack {
  let batch: Shape
  let rows: Int
  let columns: Int

  /// The elements of one matrix.
  var size: Int { rows * columns }

  /// - Throws: a `.shape` error where the tensor is no matrix.
  init(_ shape: Shape, for name: String) throws(TensorError) {
    guard shape.rank >= 2 else {
      let what = shape.rank == 0 ? "a number" : "a vector of shape \(shape)"
      throw .shape("`\(name)` needs a matrix, not \(what)", hint: nil)
    }
    let sizes = shape.dimensions
    batch = Shape(Array(sizes.dropLast(2)))
    rows = sizes[sizes.count - 2]
    columns = sizes[sizes.count - 1]
    // The library counts in 32 bits.
    guard max(rows, columns) < Int(Int32.max) else {
      throw .value("\(name) of \(shape): a side is above 2147483646", hint: nil)
    }
  }

  /// The matrices of a tensor that have to be square.
  static func square(_ shape: Shape, for name: String) throws(TensorError) -> MatrixStack {
    let stack = try MatrixStack(shape, for: name)
    guard stack.rows == stack.columns else {
      let hints = [
        "inv": "`pinv` is the pseudo-inverse of any matrix",
        "solve": "`lstsq` solves with any number of equations",
      ]
      throw .shape("`\(name)` needs a square matrix, not \(shape)", hint: hints[name])
    }
    return stack
  }

  func shape(_ sizes: Int...) -> Shape { Shape(batch.dimensions + sizes) }

  /// "the matrix", or which of a stack it is.
  func subject(_ item: Int) -> String {
    batch.rank == 0 ? "the matrix" : "matrix \(item) of the stack"
  }

  /// Whether one call of LAPACK for a matrix, with as many right sides, takes longer than an interrupt may wait.
  func isLong(rightSides: Int = 0) -> Bool {
    let operations = Double(rows) * Double(columns) * Double(max(min(rows, columns), rightSides))
    return operations > 1e8
  }

  /// Calls `body` for each matrix; between two an interrupt is looked for, and it leaves a long call alone.
  ///
  /// The body is given up, not stopped: what it writes to must be its own until it returned.
  func forEach(
    _ interruption: Interruption?,
    _ body: @escaping (Int) throws(TensorError) -> Void
  ) throws(TensorError) {
    try OpenBLAS.prepare()
    for item in 0..<batch.count {
      try interruption?.check()
      if isLong() {
        try LongCall.run(interruption) { () throws(TensorError) in try body(item) }
      } else {
        try body(item)
      }
    }
  }
}

extension Tensor {
  /// The elements as numbers of the tensor's own kind.
  ///
  /// Bound: `count`, while the tensor lives.
  func elements<T: BinaryFloatingPoint>(_: T.Type) -> UnsafeMutablePointer<T> {
    bytes.assumingMemoryBound(to: T.self)
  }

  /// The same elements in storage of their own, to be written over.
  func duplicated() throws(TensorError) -> Tensor {
    let result = try Tensor(unfilled: shape, dtype)
    withExtendedLifetime(self) { copyElements(0, 1, to: result, 0, 1, count) }
    return result
  }

  /// The last two axes exchanged, in storage of its own, to be written over.
  func transposedMatrices() throws(TensorError) -> Tensor {
    let axes = Array(0..<(rank - 2)) + [rank - 1, rank - 2]
    let result = try transposed(permutation: axes)
    if result.bytes == bytes { return try result.duplicated() }
    // Who writes over the elements makes them no transpose any more.
    result.storage.header.transposition = nil
    return result
  }

  /// Refuses NaN and infinities, which LAPACK's iterations take without complaint.
  func requireFinite(for name: String) throws(TensorError) {
    guard let position = firstNonFinite else { return }
    let number = self[position]
    let text = number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
    throw .value("\(name) needs finite numbers, and the matrix holds \(text)", hint: nil)
  }
}
