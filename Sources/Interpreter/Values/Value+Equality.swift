import TensorCore

extension Value {
  /// Whether both are the same value through and through; numbers inside structures compare by value.
  func isEqual(to other: Value) throws -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): return a.string == b.string
    case (.none, .none): return true
    case (.function(let a), .function(let b)): return a === b
    case (.tuple(let a), .tuple(let b)):
      guard a.elements.count == b.elements.count else { return false }
      return try zip(a.elements, b.elements).allSatisfy { try $0.isEqual(to: $1) }
    case (.record(let a), .record(let b)):
      guard a.names == b.names else { return false }
      return try zip(a.values, b.values).allSatisfy { try $0.isEqual(to: $1) }
    default:
      guard let a = try operand?.value, let b = try other.operand?.value, a.shape == b.shape else {
        return false
      }
      return try BinaryKernel.equal.apply(to: a, b).all(axes: nil, keepsDimensions: false).scalar
        != 0
    }
  }
}
