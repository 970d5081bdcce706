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
    if common == .float32 {
      try walk.run(total, x.float32, b.float32, result.float32, interruption)
    } else {
      try walk.run(total, x.float64, b.float64, result.float64, interruption)
    }
    // The pointers end with their tensors.
    withExtendedLifetime((x, b, result)) {}
    return result
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

  /// Fills the result.
  ///
  /// Bound: `outer * length * inner` elements behind each pointer.
  func run<Element: BinaryFloatingPoint>(
    _ total: RunningTotal,
    _ x: UnsafeMutablePointer<Element>,
    _ b: UnsafeMutablePointer<Element>,
    _ result: UnsafeMutablePointer<Element>,
    _ interruption: Interruption?
  ) throws(TensorError) {
    var done = 0
    var running = [Double](repeating: 0, count: inner)
    for block in 0..<outer {
      for place in running.indices { running[place] = total == .product ? 1 : 0 }
      for step in 0..<length {
        let position = isReversed ? length - 1 - step : step
        let start = (block * length + position) * inner
        for place in 0..<inner {
          let value: Double
          switch total {
          case .sum: value = running[place] + Double(x[start + place])
          case .product: value = running[place] * Double(x[start + place])
          case .recurrence:
            let before = running[place]
            let carried = before == 0 ? 0 : before * Double(x[start + place])
            value = carried + Double(b[start + place])
          }
          running[place] = value
          result[start + place] = Element(value)
        }
        done += inner
        if done >= Self.patience {
          try interruption?.check()
          done = 0
        }
      }
    }
  }
}
