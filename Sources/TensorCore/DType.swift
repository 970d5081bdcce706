/// The kind of number a tensor holds.
public enum DType: UInt8, Sendable, CaseIterable {
  case float64
  case float32
  case bool

  /// The name as the language writes it.
  public var name: String {
    switch self {
    case .float64: "float64"
    case .float32: "float32"
    case .bool: "bool"
    }
  }

  /// The bytes of one element.
  public var size: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .bool: 1
    }
  }

  /// The kind of number that arithmetic on this one gives: a bool counts 0 or 1.
  public var arithmetic: DType { self == .bool ? .float64 : self }

  /// The kind of number that arithmetic on two tensors gives.
  ///
  /// `float32` with `float64` is `float64`, but a rank-0 `float64` never widens a tensor of rank 1
  /// or more; a bool takes the kind of what it meets.
  public static func common(
    _ a: DType,
    rank aRank: Int,
    _ b: DType,
    rank bRank: Int
  ) -> DType {
    if a == b { return a.arithmetic }
    if a == .bool { return b }
    if b == .bool { return a }
    let (wideRank, narrowRank) = a == .float64 ? (aRank, bRank) : (bRank, aRank)
    return wideRank == 0 && narrowRank > 0 ? .float32 : .float64
  }
}
