import Synchronization

/// Tensors to be written over, each lent to one thread at a time.
final class RoomPool: Sendable {
  private let free: Mutex<[Tensor]>

  /// As many as threads can ask for at once.
  init(_ count: Int, _ shape: Shape, _ dtype: DType) throws(TensorError) {
    var rooms: [Tensor] = []
    for _ in 0..<max(1, count) { rooms.append(try Tensor(unfilled: shape, dtype)) }
    free = Mutex(rooms)
  }

  /// Calls `body` with one that nobody else has.
  func with(_ body: (Tensor) -> Void) {
    let room = free.withLock { $0.popLast() }
    precondition(room != nil, "a room for each thread")
    guard let room else { return }
    body(room)
    free.withLock { $0.append(room) }
  }
}
