internal import CVectorMath
import Synchronization

/// A function of two numbers, for every pair of elements of two tensors that broadcast.
///
/// - Edge cases: `maximum` and `minimum` give NaN beside NaN; `modulo` has the sign of the divisor;
///   `guardedMultiply` is 0 where the first is 0, whatever the second, `absorbingMultiply` where
///   either is; `power` of whole numbers is exact where the result is, and `power(x, 2)` equals `x * x`.
public enum BinaryKernel: UInt8, Sendable, CaseIterable {
  // The order is that of ADJ_BINARY and ADJ_COMPARE in CVectorMath.h; a test compares the names.
  case add, subtract, multiply, divide, power, maximum, minimum, modulo, atan2
  case hypot, logaddexp, guardedMultiply, absorbingMultiply
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, and, or

  /// Whether the result is a bool.
  public var isComparison: Bool { rawValue >= BinaryKernel.equal.rawValue }

  /// The number of a comparison in CVectorMath.
  var comparison: Int32 { Int32(rawValue) - Int32(BinaryKernel.equal.rawValue) }

  /// The function of every pair, with NumPy's broadcasting.
  ///
  /// The kind is `DType.common` of the two, and bool for comparisons.
  public func apply(
    to a: Tensor,
    _ b: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    if a.isNumber, b.isNumber, !isComparison { return Tensor(apply(to: a.scalar, b.scalar)) }
    let shape = try a.shape.broadcast(with: b.shape)
    let common = DType.common(a.dtype, rank: a.rank, b.dtype, rank: b.rank)
    let left = try a.cast(to: common)
    let right = try b.cast(to: common)
    let result = try Tensor(unfilled: shape, isComparison ? .bool : common)
    let isFinite = Atomic(true)
    func note(_ partIsFinite: Bool) {
      if !partIsFinite { isFinite.store(false, ordering: .relaxed) }
    }
    if left.shape == right.shape {
      let walk = adj_walk(step: 1, row: 0)
      try Workers.split(shape.count, grain: Workers.grain(work), interruption) { part in
        let start = part.lowerBound
        note(run((left, start, walk), (right, start, walk), result, start, (part.count, 1)))
      }
      result.isKnownFinite = isFinite.load(ordering: .relaxed)
      return result
    }
    let plan = BroadcastPlan([left.shape, right.shape], to: shape)
    let walks = plan.steps.indices.map { operand in
      adj_walk(step: Int32(plan.steps[operand]), row: plan.rows.strides[operand])
    }
    // Whole rows, or parts of the one row there is.
    let isOneRow = plan.rows.size == 1
    let grain = isOneRow ? Workers.grain(work) : max(1, Workers.grain(work) / max(1, plan.run))
    try plan.forEachBlock { offsets, position throws(TensorError) in
      try Workers.split(isOneRow ? plan.run : plan.rows.size, grain: grain, interruption) { part in
        let start = part.lowerBound
        let leftStep = isOneRow ? plan.steps[0] : walks[0].row
        let rightStep = isOneRow ? plan.steps[1] : walks[1].row
        let partIsFinite = run(
          (left, offsets[0] + start * leftStep, walks[0]),
          (right, offsets[1] + start * rightStep, walks[1]),
          result,
          position + start * (isOneRow ? 1 : plan.run),
          isOneRow ? (part.count, 1) : (plan.run, part.count)
        )
        note(partIsFinite)
      }
    }
    result.isKnownFinite = isFinite.load(ordering: .relaxed)
    return result
  }

  /// How long it takes for one element, in units of the cheapest.
  var work: Int {
    switch self {
    case .power, .modulo, .atan2, .hypot, .logaddexp: 16
    default: 1
    }
  }

  /// The function of two numbers, with the bits that elements of tensors would get; comparisons
  /// give 0 or 1.
  public func apply(to a: Double, _ b: Double) -> Double { apply(to: a, b, on: .current) }

  package func apply(to a: Double, _ b: Double, on set: InstructionSet) -> Double {
    switch self {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .equal: return a == b ? 1 : 0
    case .notEqual: return a != b ? 1 : 0
    case .less: return a < b ? 1 : 0
    case .lessOrEqual: return a <= b ? 1 : 0
    case .greater: return a > b ? 1 : 0
    case .greaterOrEqual: return a >= b ? 1 : 0
    case .and: return a != 0 && b != 0 ? 1 : 0
    case .or: return a != 0 || b != 0 ? 1 : 0
    case .power, .maximum, .minimum, .modulo, .atan2, .hypot, .logaddexp, .guardedMultiply,
      .absorbingMultiply:
      return adj_binary_number(set.kernels, Int32(rawValue), a, b)
    }
  }

  /// An operand with the offset it starts at and how it goes on.
  private typealias Walked = (tensor: Tensor, offset: Int, walk: adj_walk)

  /// Computes rows of runs; whether all elements are finite.
  ///
  /// Bound: `count` elements a row behind each offset, or one where the step is 0.
  private func run(
    _ left: Walked,
    _ right: Walked,
    _ result: Tensor,
    _ offset: Int,
    _ size: (count: Int, rows: Int)
  ) -> Bool {
    let kernels = InstructionSet.current.kernels
    let number = Int32(rawValue)
    let (p, q) = (left.walk, right.walk)
    let (count, rows) = size
    return withExtendedLifetime((left.tensor, right.tensor, result)) {
      if left.tensor.dtype == .float32 {
        let a = left.tensor.float32 + left.offset
        let b = right.tensor.float32 + right.offset
        if isComparison {
          adj_compare_f32(comparison, a, p, b, q, result.bool + offset, count, rows)
        } else {
          let y = result.float32 + offset
          return adj_binary_f32(kernels, number, a, p, b, q, y, count, rows) != 0
        }
      } else {
        let a = left.tensor.float64 + left.offset
        let b = right.tensor.float64 + right.offset
        if isComparison {
          adj_compare_f64(comparison, a, p, b, q, result.bool + offset, count, rows)
        } else {
          let y = result.float64 + offset
          return adj_binary_f64(kernels, number, a, p, b, q, y, count, rows) != 0
        }
      }
      return true
    }
  }
}
