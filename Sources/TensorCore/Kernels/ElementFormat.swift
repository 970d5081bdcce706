/// How files write the elements of an array.
public enum ElementFormat: Sendable, CaseIterable {
  case float64
  case float32
  case float16
  /// The upper half of a `float32`.
  case bfloat16
  case int64
  case int32
  case int16
  case int8
  case uint64
  case uint32
  case uint16
  case uint8
  /// A byte, 0 or not.
  case bool

  /// The bytes of one element.
  public var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// The dtype that holds every element as it is, but for whole numbers beyond 2⁵³.
  public var dtype: DType {
    switch self {
    case .float32, .float16, .bfloat16: .float32
    case .bool: .bool
    case .float64, .int64, .int32, .int16, .int8, .uint64, .uint32, .uint16, .uint8: .float64
    }
  }

  /// The format in which a dtype is stored.
  public init(_ dtype: DType) {
    switch dtype {
    case .float64: self = .float64
    case .float32: self = .float32
    case .bool: self = .bool
    }
  }
}
