/// Numbers in a row-major box: a value, one reference wide, copied when written to while shared.
///
/// Sendable because it owns its memory as a value does: see `Storage` for who may write when.
public struct Tensor: @unchecked Sendable {
  var storage: Storage

  init(storage: Storage) { self.storage = storage }

  /// One `float64` number.
  public init(_ number: Double) {
    storage = Storage.makeNumber()
    float64[0] = number
  }

  /// Numbers in row-major order.
  public init(values: [Double], shape: Shape, dtype: DType = .float64) throws(TensorError) {
    guard values.count == shape.count else {
      throw .shape("\(values.count) values do not fill a tensor of shape \(shape)", hint: nil)
    }
    self = try Tensor(unfilled: shape, dtype)
    store(values)
  }

  public var shape: Shape { storage.header.shape }
  public var dtype: DType { storage.header.dtype }
  public var rank: Int { shape.rank }
  public var count: Int { shape.count }

  /// Whether it is one number without axes.
  public var isScalar: Bool { rank == 0 }

  /// Whether it is one `float64` number without axes.
  var isNumber: Bool { dtype == .float64 && rank == 0 }

  /// The first element, of which there must be one.
  public var scalar: Double { self[0] }
}
