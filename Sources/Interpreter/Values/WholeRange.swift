import Language
public import TensorCore

/// A half-open range of whole numbers.
public struct WholeRange: Hashable, Sendable {
  public let lower: Int
  /// The end, which the range does not reach; never below `lower`.
  public let upper: Int

  public init(_ lower: Int, upTo upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  public var count: Int { upper - lower }

  /// The range as the vector that arithmetic sees.
  public func tensor() throws -> Tensor {
    // Asked for first: a range may be longer than any memory, and must fail before it is spelled out.
    let filled = try Tensor.filled(0, shape: [count])
    guard count > 0 else { return filled }
    return try Tensor(values: (lower..<upper).map(Double.init), shape: [count])
  }
}

extension Int {
  /// The largest magnitude below which every whole number has its own double.
  static let largestExactDouble = 1 << 53

  /// The number as an Int, where it is whole and no larger than 2⁵³ in magnitude.
  package init?(whole number: Double) {
    guard number.magnitude <= Double(Int.largestExactDouble), number == number.rounded() else {
      return nil
    }
    self.init(number)
  }
}
