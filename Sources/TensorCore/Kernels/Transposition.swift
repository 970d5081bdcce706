import Synchronization

/// A matrix, or a stack of them, whose transpose is a tensor of its own: written when somebody reads its elements.
///
/// Products never do: they take the matrix as it is and turn it on the way. That depends on the shape alone, so that the
/// bits of a product do not depend on who has read the transpose before.
final class Transposition: Sendable {
  /// From this many elements on the transpose is not written at once.
  private static let smallest = 1024

  let source: Tensor
  private let isWritten = Atomic(false)
  private let writing = Mutex(())

  /// A transposition by which axes come in another order; nil where that does more or is not worth it.
  init?(_ source: Tensor, axes: [Int]) {
    guard Transposition.defers(source.shape, axes: axes) else { return nil }
    self.source = source
  }

  /// Whether a transposition of a shape is worth waiting, and is one of matrices.
  static func defers(_ shape: Shape, axes: [Int]) -> Bool {
    let rank = axes.count
    return rank >= 2 && shape.count >= Transposition.smallest && axes[rank - 1] == rank - 2
      && axes[rank - 2] == rank - 1 && axes.dropLast(2).elementsEqual(0..<(rank - 2))
  }

  /// Writes the transpose, once; false where an interruption came first.
  ///
  /// Bound: as many elements as the source has.
  func write(to bytes: UnsafeMutableRawPointer, _ interruption: Interruption?) -> Bool {
    if isWritten.load(ordering: .acquiring) { return true }
    return writing.withLock { _ in
      if isWritten.load(ordering: .relaxed) { return true }
      let (rank, strides) = (source.rank, source.shape.strides)
      let axes = (Array(0..<(rank - 2)) + [rank - 1, rank - 2]).map {
        (source.shape.dimensions[$0], strides[$0])
      }
      let isDone = source.copyStrided(axes, to: bytes, interruption)
      if isDone { isWritten.store(true, ordering: .releasing) }
      return isDone
    }
  }
}

extension Tensor {
  /// What this is the transpose of, if it was made by transposing the last two axes of something large.
  var transpositionSource: Tensor? { storage.header.transposition?.source }

  /// Where an element of a transpose stands in what it is the transpose of.
  func positionInSource(_ position: Int) -> Int {
    let (rows, columns) = (shape.dimensions[rank - 2], shape.dimensions[rank - 1])
    let (row, column) = (position / columns % rows, position % columns)
    return position - row * columns - column + column * rows + row
  }

  /// Writes what waits to be written, a transpose, if an interruption lets it; who asks for `bytes` waits for all of it.
  func settle() throws(TensorError) {
    guard let transposition = storage.header.transposition else { return }
    if !transposition.write(to: storage.header.bytes, nil) { throw .interrupted }
  }
}
