import Language
public import TensorCore

/// A range of whole numbers.
public struct WholeRange: Hashable, Sendable {
  public let lower: Int
  /// The end, which the range does not reach; never below `lower`.
  public let upper: Int
  /// Whether it was written with its last number, as `1...4`.
  private let isClosed: Bool

  public init(_ lower: Int, upTo upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
    isClosed = false
  }

  public init(_ lower: Int, through last: Int) {
    self.lower = lower
    upper = max(lower, last + 1)
    isClosed = last >= lower
  }

  /// The range as it is written: `0..<4`, `1...4`.
  var text: String { isClosed ? "\(lower)...\(upper - 1)" : "\(lower)..<\(upper)" }

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
