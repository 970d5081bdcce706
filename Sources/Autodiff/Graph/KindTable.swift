public import TensorCore

/// A number for a shape together with an element type.
struct KindID: Hashable, Sendable {
  let raw: Int32

  /// A rank-0 float64: the kind of most nodes in a notebook.
  static let number = KindID(raw: 0)
}

/// What is known of a value before it is computed.
public struct Kind: Hashable, Sendable {
  public let shape: Shape
  public let dtype: DType

  public init(_ shape: Shape, _ dtype: DType = .float64) {
    self.shape = shape
    self.dtype = dtype
  }

  public static let number = Kind(.scalar, .float64)
}

/// Every kind met so far, each once.
struct KindTable {
  private var kinds: [Kind] = [.number]
  private var numbers: [Kind: KindID] = [.number: .number]

  subscript(id: KindID) -> Kind { kinds[Int(id.raw)] }

  mutating func id(of kind: Kind) -> KindID {
    if let id = numbers[kind] { return id }
    let id = KindID(raw: Int32(kinds.count))
    kinds.append(kind)
    numbers[kind] = id
    return id
  }
}
