import Synchronization

/// Elements with room behind them, which tensors of rising length share.
///
/// Each tensor sees a beginning of the elements. Only the one that sees all of them may claim room
/// behind, once: whoever claims it is alone there.
final class GrowingElements: Sendable {
  /// The address of the first element, with `capacity` bytes.
  private let address: UInt
  let capacity: Int
  private let claimed: Atomic<Int>

  /// Room for some elements of a kind, counted against the memory limit.
  init(capacity count: Int, _ dtype: DType, claimed: Int) throws(TensorError) {
    try MemoryLimit.process.reserve([count], dtype)
    capacity = count * dtype.size
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: capacity,
      alignment: Storage.alignment
    )
    address = UInt(bitPattern: bytes)
    self.claimed = Atomic(claimed)
  }

  /// The first element.
  ///
  /// Bound: `capacity` bytes, while this object lives.
  var bytes: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: address) }

  /// Whether room from one end to another, in bytes, now belongs to the caller.
  func claim(from end: Int, to newEnd: Int) -> Bool {
    guard newEnd <= capacity else { return false }
    return claimed.compareExchange(expected: end, desired: newEnd, ordering: .relaxed).exchanged
  }

  deinit {
    bytes?.deallocate()
    MemoryLimit.process.release(capacity)
  }
}

extension Tensor {
  /// The tensor with one more entry along its first axis.
  ///
  /// An empty vector takes the shape of what is appended.
  ///
  /// - Shapes: `(n, a), (a) -> (n + 1, a)`.
  /// - Complexity: amortised O(row) for the longest tensor of a sequence, O(n) for an earlier one.
  public func appended(_ row: Tensor) throws(TensorError) -> Tensor {
    if shape == [0] { return try row.reshaped(to: Shape([1] + row.shape.dimensions)) }
    guard rank > 0 else {
      throw .shape("cannot append to a number", hint: "`[x]` is a vector of one")
    }
    let entry = Shape(Array(shape.dimensions.dropFirst()))
    guard row.shape == entry else {
      throw .shape(
        "cannot append shape \(row.shape) to \(shape): its entries are \(entry)",
        hint: nil
      )
    }
    let common =
      dtype == row.dtype ? dtype : DType.common(dtype, rank: rank, row.dtype, rank: row.rank)
    let (whole, last) = (try cast(to: common), try row.cast(to: common))
    let result = try whole.grown(by: last, to: Shape([shape.dimensions[0] + 1] + entry.dimensions))
    // What is known of the elements before needs no second look, or a list made in a loop is quadratic.
    if whole.isKnownFinite, last.allFinite { result.isKnownFinite = true }
    return result
  }

  /// The first entries along the first axis, in the same memory.
  ///
  /// There must be at least `count` of them.
  public func leadingRows(_ count: Int) -> Tensor {
    var dimensions = shape.dimensions
    precondition(count <= dimensions[0], "a tensor has fewer entries than are taken")
    dimensions[0] = count
    let lender = storage.header.lender ?? storage
    let rows = Tensor(storage: Storage.borrow(bytes, of: lender, Shape(dimensions), dtype))
    if isKnownFinite { rows.isKnownFinite = true }
    return rows
  }

  private func grown(by row: Tensor, to target: Shape) throws(TensorError) -> Tensor {
    let end = count * dtype.size
    let newEnd = end + row.count * dtype.size
    if let shared = storage.header.growing, let start = shared.bytes,
      start == bytes, shared.claim(from: end, to: newEnd)
    {
      return extended(shared, start, end, row, target)
    }
    let needed = count + row.count
    let fresh: GrowingElements
    if let roomy = try? GrowingElements(capacity: max(needed * 2, 8), dtype, claimed: newEnd) {
      fresh = roomy
    } else {
      fresh = try GrowingElements(capacity: needed, dtype, claimed: newEnd)
    }
    guard let start = fresh.bytes else { preconditionFailure("allocated memory has an address") }
    withExtendedLifetime(self) { start.copyMemory(from: bytes, byteCount: end) }
    return extended(fresh, start, end, row, target)
  }

  /// Writes a row at `end` and shows everything up to it.
  ///
  /// Bound: the row's bytes behind `end` were claimed by the caller.
  private func extended(
    _ elements: GrowingElements,
    _ start: UnsafeMutableRawPointer,
    _ end: Int,
    _ row: Tensor,
    _ target: Shape
  ) -> Tensor {
    withExtendedLifetime(row) {
      (start + end).copyMemory(from: row.bytes, byteCount: row.count * dtype.size)
    }
    return Tensor(storage: Storage.borrow(start, of: elements, target, dtype))
  }
}
