internal import CVectorMath

/// A running total along an axis.
private enum RunningTotal {
  case sum
  case product
  /// What came before times the first operand, plus the second.
  case recurrence
}

extension Tensor {
  /// Each element plus all before it along an axis, or all after it.
  ///
  /// Added one after the other in double precision, so that the bits are always the same.
  public func cumulativeSum(
    axis: Int,
    reversed: Bool = false,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try Tensor.running(.sum, self, self, axis, reversed, interruption)
  }

  /// Each element times all before it along an axis.
  public func cumulativeProduct(
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try Tensor.running(.product, self, self, axis, false, interruption)
  }

  /// The solution of y₀ = b₀, yᵢ = bᵢ + xᵢ yᵢ₋₁ along an axis, or from its end with yᵢ₊₁.
  ///
  /// An exact 0 stays 0 whatever it is multiplied with.
  public static func linearRecurrence(
    factors x: Tensor,
    terms b: Tensor,
    axis: Int,
    reversed: Bool = false,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    guard x.shape == b.shape else {
      throw .shape("a recurrence needs factors and terms of one shape", hint: nil)
    }
    return try running(.recurrence, x, b, axis, reversed, interruption)
  }

  private static func running(
    _ total: RunningTotal,
    _ x: Tensor,
    _ b: Tensor,
    _ axis: Int,
    _ reversed: Bool,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    let axis = try x.shape.axis(axis)
    let common = DType.common(x.dtype, rank: x.rank, b.dtype, rank: b.rank)
    let (x, b) = (try x.cast(to: common), try b.cast(to: common))
    let result = try Tensor(unfilled: x.shape, common)
    guard x.count > 0 else { return result }
    let dimensions = x.shape.dimensions
    let walk = RunningWalk(
      outer: dimensions[..<axis].reduce(1, *),
      length: dimensions[axis],
      inner: dimensions[(axis + 1)...].reduce(1, *),
      isReversed: reversed
    )
    let totals = try Tensor(unfilled: [walk.inner], .float64)
    let wide = total.wide
    let narrow = total.narrow
    try walk.forEachPart(interruption) { offset, rows, step, isFirst in
      if isFirst { totals.float64.update(repeating: total == .product ? 1 : 0, count: walk.inner) }
      let inner = walk.inner
      if common == .float32 {
        let (x, b, y) = (x.float32 + offset, b.float32 + offset, result.float32 + offset)
        narrow(x, b, y, totals.float64, rows, step, inner)
      } else {
        let (x, b, y) = (x.float64 + offset, b.float64 + offset, result.float64 + offset)
        wide(x, b, y, totals.float64, rows, step, inner)
      }
    }
    // The pointers end with their tensors.
    withExtendedLifetime((x, b, result, totals)) {}
    return result
  }
}

extension RunningTotal {
  fileprivate typealias Rows<Element> = (
    UnsafePointer<Element>?, UnsafePointer<Element>?, UnsafeMutablePointer<Element>?,
    UnsafeMutablePointer<Double>?, Int, Int, Int
  ) -> Void

  fileprivate var wide: Rows<Double> {
    switch self {
    case .sum: adj_running_sum_f64
    case .product: adj_running_product_f64
    case .recurrence: adj_running_recurrence_f64
    }
  }

  fileprivate var narrow: Rows<Float> {
    switch self {
    case .sum: adj_running_sum_f32
    case .product: adj_running_product_f32
    case .recurrence: adj_running_recurrence_f32
    }
  }
}

/// The order in which a running total visits the elements.
private struct RunningWalk {
  let outer: Int
  let length: Int
  let inner: Int
  let isReversed: Bool

  /// How many elements go by between two looks at the interruption.
  private static let patience = 1 << 20

  /// Calls `body` for some rows of a table at a time, in order, with the offset of the first and what leads to the next.
  func forEachPart(
    _ interruption: Interruption?,
    _ body: (_ offset: Int, _ rows: Int, _ step: Int, _ isFirst: Bool) -> Void
  ) throws(TensorError) {
    let most = max(1, Self.patience / max(1, inner))
    for block in 0..<outer {
      for first in stride(from: 0, to: length, by: most) {
        let position = isReversed ? length - 1 - first : first
        let rows = min(most, length - first)
        body((block * length + position) * inner, rows, isReversed ? -inner : inner, first == 0)
        try interruption?.check()
      }
    }
  }
}
