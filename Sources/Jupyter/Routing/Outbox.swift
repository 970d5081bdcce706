/// Everything on its way out, in the one order in which it leaves.
///
/// Any thread posts; the thread that owns the sockets collects. Since there is one queue for all channels,
/// what a request publishes is sent before its reply by construction.
package final class Outbox: Sendable {
  private struct State: Sendable {
    var queue: [Item] = []
    var streams = StreamBuffer()
    var isClosed = false
    /// Whether the collector knows that there is something to collect.
    var isAwake = false
  }

  package enum Item: Sendable {
    case message(OutgoingMessage)
    /// Calls back when all that came before is sent and all that waits on the shell socket is queued.
    case barrier(@Sendable () -> Void)
  }

  /// What is to be sent now.
  package struct Collection: Sendable {
    package var items: [Item]
    /// When stream output that waits is due, in monotonic seconds; nil for none.
    package var nextDue: Double?
    package var isClosed: Bool
  }

  private let state = Monitor(State())
  private let wake: @Sendable () -> Void
  private let clock: @Sendable () -> Double

  /// - Parameters:
  ///   - clock: Monotonic seconds.
  ///   - wake: Called when something is to be collected, at most once between two collections.
  package init(
    clock: @escaping @Sendable () -> Double = { monotonicSeconds() },
    wake: @escaping @Sendable () -> Void
  ) {
    self.clock = clock
    self.wake = wake
  }

  package func post(_ message: OutgoingMessage) {
    change { state in
      // Output of this request that still waits must come first.
      for stream in state.streams.takeAll(of: message.parent, at: clock()) {
        state.queue.append(.message(stream))
      }
      state.queue.append(.message(message))
    }
  }

  /// Appends to a stream of the request with this header; it is sent soon, together with what follows.
  package func write(_ text: String, to stream: OutputStream, parent: [UInt8]) {
    guard !text.isEmpty else { return }
    let isFirst = state.withLock { $0.streams.append(text, to: stream, parent: parent, clock) }
    if isFirst { change { _ in } }
  }

  package func post(barrier: @escaping @Sendable () -> Void) {
    change { $0.queue.append(.barrier(barrier)) }
  }

  /// Ends the kernel after all that was posted is sent; nothing can be posted any more.
  package func close() {
    change { state in state.isClosed = true }
  }

  package func collect() -> Collection {
    let now = clock()
    return state.withLock { state in
      for stream in state.streams.takeDue(at: now) { state.queue.append(.message(stream)) }
      state.isAwake = false
      defer { state.queue = [] }
      return Collection(
        items: state.queue,
        nextDue: state.streams.nextDue,
        isClosed: state.isClosed
      )
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let mustWake = state.withLock { state in
      guard !state.isClosed else { return false }
      body(&state)
      defer { state.isAwake = true }
      return !state.isAwake
    }
    if mustWake { wake() }
  }
}
