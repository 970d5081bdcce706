internal import CVectorMath
import Synchronization

/// A function of one number, for every element of a tensor.
///
/// - Edge cases: what IEEE 754 and C give at zeros, infinities and NaN; `round` goes to the even
///   neighbour, `sign` and `relu` keep NaN.
public enum UnaryKernel: UInt8, Sendable, CaseIterable {
  // The order is that of ADJ_UNARY and ADJ_TEST in CVectorMath.h; a test compares the names.
  case negate, absolute, sign, floor, ceil, round, sqrt, cbrt, exp, expm1, log
  case log1p, log2, log10, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case asinh, acosh, atanh, erf, erfc, lgamma, digamma, trigamma, sigmoid
  case softplus, relu, square, reciprocal, gelu
  case logicalNot, isNaN, isFinite

  /// Whether the result is a bool.
  public var isTest: Bool { rawValue >= UnaryKernel.logicalNot.rawValue }

  /// How long it takes for one element, in units of the cheapest.
  var work: Int {
    switch self {
    case .negate, .absolute, .sign, .floor, .ceil, .round, .sqrt, .relu, .square, .reciprocal,
      .logicalNot, .isNaN, .isFinite:
      1
    default: 8
    }
  }

  /// The function of every element: `float32` stays `float32`, a bool counts 0 or 1.
  public func apply(
    to x: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    if x.isNumber, !isTest { return Tensor(apply(to: x.scalar)) }
    let x = try x.cast(to: x.dtype.arithmetic)
    let result = try Tensor(unfilled: x.shape, isTest ? .bool : x.dtype)
    let isFinite = Atomic(true)
    try Workers.split(x.count, grain: Workers.grain(work), interruption) { part in
      if !run(x, result, part.lowerBound, part.count) { isFinite.store(false, ordering: .relaxed) }
    }
    withExtendedLifetime(x) {}
    result.isKnownFinite = isFinite.load(ordering: .relaxed)
    return result
  }

  /// Computes `count` elements from position `start` on; whether all are finite.
  private func run(_ x: Tensor, _ result: Tensor, _ start: Int, _ count: Int) -> Bool {
    let number = Int32(rawValue)
    let test = number - Int32(UnaryKernel.logicalNot.rawValue)
    let kernels = InstructionSet.current.kernels
    switch (x.dtype == .float32, isTest) {
    case (false, false):
      return adj_unary_f64(kernels, number, x.float64 + start, result.float64 + start, count) != 0
    case (true, false):
      return adj_unary_f32(kernels, number, x.float32 + start, result.float32 + start, count) != 0
    case (false, true): adj_test_f64(test, x.float64 + start, result.bool + start, count)
    case (true, true): adj_test_f32(test, x.float32 + start, result.bool + start, count)
    }
    return true
  }

  /// The function of one number, with the bits that an element of a tensor would get; tests give
  /// 0 or 1.
  public func apply(to x: Double) -> Double { apply(to: x, on: .current) }

  package func apply(to x: Double, on set: InstructionSet) -> Double {
    switch self {
    case .logicalNot: x == 0 ? 1 : 0
    case .isNaN: x.isNaN ? 1 : 0
    case .isFinite: x.isFinite ? 1 : 0
    default: adj_unary_number(set.kernels, Int32(rawValue), x)
    }
  }
}
