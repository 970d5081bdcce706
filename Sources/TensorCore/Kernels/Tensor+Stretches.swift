import Synchronization

extension Tensor {
  /// The elements that are taken through all kernels before the next ones.
  private static let stretch = 1 << 13

  /// An elementwise function that is composed of kernels, some elements at a time: what it makes on the way stays in the
  /// cache, and needs no memory of the tensor's size.
  ///
  /// - Shapes: the function's result has the shape of its operand.
  public func mapped(
    inStretches function: @Sendable (Tensor) throws -> Tensor
  ) throws -> Tensor {
    guard count >= 2 * Tensor.stretch else { return try function(self) }
    try settle()
    let first = try function(elements(0..<Tensor.stretch))
    let result = try Tensor(unfilled: shape, first.dtype)
    first.copyElements(0, 1, to: result, 0, 1, first.count)
    let isFinite = Atomic(first.isKnownFinite)
    let failure = Mutex<(any Error)?>(nil)
    let (begin, size) = (Tensor.stretch, Tensor.stretch)
    try Workers.split(count - begin, grain: size) { rest in
      // Where there are few stretches they come at once.
      for start in stride(from: begin + rest.lowerBound, to: begin + rest.upperBound, by: size) {
        do {
          let end = min(start + size, begin + rest.upperBound)
          let part = try function(elements(start..<end))
          part.copyElements(0, 1, to: result, start, 1, part.count)
          if !part.isKnownFinite { isFinite.store(false, ordering: .relaxed) }
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    result.isKnownFinite = isFinite.load(ordering: .relaxed)
    return result
  }

  /// What stands at a place of the first axis; nothing is copied, and all elements stay as long as the row does.
  ///
  /// - Shapes: `(n, a, b) -> (a, b)`.
  public func sharedRow(_ index: Int) throws(TensorError) -> Tensor {
    precondition(rank > 0 && (0..<shape.dimensions[0]).contains(index), "a row that is there")
    try settle()
    let row = Shape(Array(shape.dimensions.dropFirst()))
    return elements(index * row.count..<(index + 1) * row.count, as: row)
  }

  /// Some elements in row-major order; nothing is copied.
  private func elements(_ range: Range<Int>, as shape: Shape? = nil) -> Tensor {
    let start = bytes + range.lowerBound * dtype.size
    let lender = storage.header.lender ?? storage
    let shape = shape ?? [range.count]
    let part = Tensor(storage: Storage.borrow(start, of: lender, shape, dtype))
    if isKnownFinite { part.isKnownFinite = true }
    return part
  }
}
