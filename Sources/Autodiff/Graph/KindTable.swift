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
  private var index = HashIndex()

  subscript(id: KindID) -> Kind { kinds[Int(id.raw)] }

  mutating func id(of kind: Kind) -> KindID {
    if kind.shape.dimensions.isEmpty, kind.dtype == .float64 { return .number }
    var hash = MixedHash(kind.dtype.size)
    for size in kind.shape.dimensions { hash.combine(UInt64(size)) }
    if let known = index.first(hash.value, where: { kinds[$0] == kind }) {
      return KindID(raw: Int32(known))
    }
    let id = KindID(raw: Int32(kinds.count))
    index.insert(kinds.count, hash.value)
    kinds.append(kind)
    return id
  }
}
