/// What stands before a tensor's elements.
struct StorageHeader {
  var shape: Shape
  let dtype: DType
  /// The first element: in the same object, or in the lender's.
  let bytes: UnsafeMutableRawPointer
  /// The bytes counted against the memory limit, given back at the end.
  let reserved: Int
  /// The bytes of the block of its own that the elements stand in, or 0.
  var blockSize = 0
  /// 1 where no element is known to be NaN or infinite, because somebody looked; see `Tensor.allFinite`.
  var isKnownFinite: UInt8 = 0
  /// What the elements are the transpose of, where they may not have been written yet.
  var transposition: Transposition?
  /// The owner of the elements where that is another object: reshaping and appending share them.
  var lender: AnyObject?

  /// The lender, where it is elements with room behind them.
  var growing: GrowingElements? { lender as? GrowingElements }
}

/// The elements of a tensor with their shape, in one object.
///
/// Nothing writes to elements that more than one tensor can see: writers first ask
/// `isKnownUniquelyReferenced` (`Tensor.makeUnique`), new objects are filled before they are shared,
/// and appending writes only behind what the tensors that share the elements can see.
final class Storage: ManagedBuffer<StorageHeader, UInt64> {
  static let alignment = 64

  /// New elements that hold anything; fill all before the tensor is shared.
  static func make(_ shape: Shape, _ dtype: DType) throws(TensorError) -> Storage {
    try MemoryLimit.process.reserve(shape, dtype)
    let size = shape.count * dtype.size
    if size < SpareMemory.smallestBlock { return allocate(shape, dtype, reserved: size) }
    // Between two steps that work on much memory there is always one that asks for it.
    if Interruption.current?.isRequested == true {
      MemoryLimit.process.release(size)
      throw .interrupted
    }
    let blockSize = SpareMemory.blockSize(size)
    guard let block = MemoryLimit.process.spare.take(blockSize) else {
      MemoryLimit.process.release(size)
      throw .memory(
        "a tensor of shape \(shape) needs \(sizeText(Double(size))), which are not there"
      )
    }
    let buffer = create(minimumCapacity: 0) { _ in
      StorageHeader(
        shape: shape,
        dtype: dtype,
        bytes: block,
        reserved: size,
        blockSize: blockSize,
        lender: nil
      )
    }
    return unsafeDowncast(buffer, to: Storage.self)
  }

  /// One number, which is not worth counting and must not fail.
  static func makeNumber() -> Storage { allocate(.scalar, .float64, reserved: 0) }

  /// New elements for what must not fail, not counted against the memory limit.
  static func makeUncounted(_ shape: Shape, _ dtype: DType) -> Storage {
    allocate(shape, dtype, reserved: 0)
  }

  private static func allocate(_ shape: Shape, _ dtype: DType, reserved: Int) -> Storage {
    let size = shape.count * dtype.size
    // The allocator aligns to 16; the rest of a cache line is slack.
    let buffer = create(minimumCapacity: (size + 7) / 8 + alignment / 8) { buffer in
      let start = buffer.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) }
      return StorageHeader(
        shape: shape,
        dtype: dtype,
        bytes: start.alignedUp(toMultipleOf: alignment),
        reserved: reserved,
        lender: nil
      )
    }
    return unsafeDowncast(buffer, to: Storage.self)
  }

  /// Elements that belong to another object, in a shape that they suffice for.
  static func borrow(
    _ bytes: UnsafeMutableRawPointer,
    of lender: AnyObject,
    _ shape: Shape,
    _ dtype: DType
  ) -> Storage {
    let buffer = create(minimumCapacity: 0) { _ in
      StorageHeader(shape: shape, dtype: dtype, bytes: bytes, reserved: 0, lender: lender)
    }
    return unsafeDowncast(buffer, to: Storage.self)
  }

  deinit {
    if header.reserved == 0 { return }
    MemoryLimit.process.release(header.reserved)
    if header.blockSize > 0 { MemoryLimit.process.spare.put(header.bytes, header.blockSize) }
  }
}
