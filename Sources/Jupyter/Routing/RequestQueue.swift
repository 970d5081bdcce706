/// The requests that one thread has still to answer.
package final class RequestQueue: Sendable {
  private struct State: Sendable {
    /// Taken from the front by an index, so that a long queue costs no copies.
    var requests: [Envelope?] = []
    var next = 0
    var takenCount = 0
    var isClosed = false
    var count: Int { requests.count - next }
  }

  private let state = Monitor(State())

  package init() {}

  package func append(_ request: Envelope) {
    state.update { $0.requests.append(request) }
  }

  /// Lets whoever waits for a request go.
  package func close() {
    state.update { $0.isClosed = true }
  }

  /// The next request and its place among all that ever came, as soon as there is one; nil once closed.
  package func next() -> (request: Envelope, place: Int)? {
    state.wait { state -> (Envelope, Int)?? in
      if state.isClosed { return .some(nil) }
      guard state.next < state.requests.count, let request = state.requests[state.next] else {
        return nil
      }
      state.requests[state.next] = nil
      state.next += 1
      state.takenCount += 1
      if state.next == state.requests.count || state.next == 4096 {
        state.requests.removeFirst(state.next)
        state.next = 0
      }
      return (request, state.takenCount)
    }
  }

  /// The place of the last request that is queued now.
  package var lastPlace: Int { state.withLock { $0.takenCount + $0.count } }
}
