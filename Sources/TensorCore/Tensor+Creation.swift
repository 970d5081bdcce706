extension Tensor {
  /// One number everywhere.
  public static func filled(
    _ value: Double,
    shape: Shape,
    dtype: DType = .float64
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(unfilled: shape, dtype)
    try result.fill(value)
    return result
  }

  /// The identity matrix of some size, or a rectangular one with ones on its diagonal.
  public static func eye(
    _ rows: Int,
    _ columns: Int? = nil,
    dtype: DType = .float64
  ) throws(TensorError) -> Tensor {
    let shape = try Shape.validated([rows, columns ?? rows])
    let result = try filled(0, shape: shape, dtype: dtype)
    let size = min(shape.dimensions[0], shape.dimensions[1])
    let ones = try filled(1, shape: [size], dtype: dtype)
    ones.copyElements(0, 1, to: result, 0, shape.dimensions[1] + 1, size)
    return result
  }

  /// `start`, `start + step`, … before `stop`.
  public static func arange(
    _ start: Double,
    _ stop: Double,
    step: Double = 1,
    dtype: DType = .float64
  ) throws(TensorError) -> Tensor {
    guard step != 0, step.isFinite else {
      throw .value("arange needs a step that is finite and not 0", hint: nil)
    }
    let length = ((stop - start) / step).rounded(.up)
    guard length.isFinite, length < 0x1p62 else {
      throw .value("arange needs finite ends", hint: nil)
    }
    return try sequence(Int(max(0, length)), dtype) { start + Double($0) * step }
  }

  /// `count` numbers at equal distances, both ends included.
  public static func linspace(
    _ start: Double,
    _ stop: Double,
    count: Int,
    dtype: DType = .float64
  ) throws(TensorError) -> Tensor {
    guard count >= 0 else {
      throw .value("linspace needs a count of at least 0, not \(count)", hint: nil)
    }
    let step = count > 1 ? (stop - start) / Double(count - 1) : 0
    return try sequence(count, dtype) { position in
      position == count - 1 && count > 1 ? stop : start + Double(position) * step
    }
  }

  /// `base` to `count` powers at equal distances, both ends included.
  public static func logspace(
    _ start: Double,
    _ stop: Double,
    count: Int,
    base: Double = 10,
    dtype: DType = .float64
  ) throws(TensorError) -> Tensor {
    let powers = try linspace(start, stop, count: count)
    return try BinaryKernel.power.apply(to: Tensor(base), powers).cast(to: dtype)
  }

  /// The diagonal of a matrix, or the matrix with a vector on its diagonal and zeros elsewhere.
  ///
  /// A positive offset means a diagonal above, a negative one below.
  public func diagonal(offset: Int = 0) throws(TensorError) -> Tensor {
    let (down, right) = (max(0, -offset), max(0, offset))
    switch rank {
    case 1:
      let size = count + abs(offset)
      let result = try Tensor.filled(0, shape: [size, size], dtype: dtype)
      copyElements(0, 1, to: result, down * size + right, size + 1, count)
      return result
    case 2:
      let (rows, columns) = (shape.dimensions[0], shape.dimensions[1])
      let length = max(0, min(rows - down, columns - right))
      let result = try Tensor(unfilled: [length], dtype)
      copyElements(down * columns + right, columns + 1, to: result, 0, 1, length)
      return result
    default:
      throw .shape("a diagonal needs a vector or a matrix, not \(shape)", hint: nil)
    }
  }

  private static func sequence(
    _ count: Int,
    _ dtype: DType,
    _ value: (Int) -> Double
  ) throws(TensorError) -> Tensor {
    // Allocated first: a count beyond the memory limit must not build an array.
    let result = try Tensor(unfilled: [count], dtype)
    try Workers.split(count, grain: Workers.grain(2)) { part in
      switch dtype {
      case .float64: for position in part { result.float64[position] = value(position) }
      case .float32: for position in part { result.float32[position] = Float(value(position)) }
      case .bool: for position in part { result.bool[position] = value(position) == 0 ? 0 : 1 }
      }
    }
    return result
  }
}
