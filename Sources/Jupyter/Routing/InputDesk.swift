/// Where a cell waits for the answer to an `input_request`.
///
/// The thread that owns the sockets opens it when the question goes out, and hands in what comes back.
package final class InputDesk: Sendable {
  private enum State: Sendable {
    case closed
    /// The question is posted; it has an id once it is out.
    case waiting(requester: [[UInt8]], question: String?)
    case answered(String)
    case interrupted
  }

  private let state = Monitor(State.closed)

  package init() {}

  /// Asks the front end that sent the request, and waits.
  func ask(_ request: InputRequest, in exchange: Exchange) throws(InputError) -> String {
    let isFree = state.withLock { state in
      if case .interrupted = state { return false }
      state = .waiting(requester: exchange.requester, question: nil)
      return true
    }
    guard isFree else { throw .interrupted }
    exchange.outbox.post(request.message(to: exchange.requester, parent: exchange.parent))
    let answer = state.wait { state -> String?? in
      switch state {
      case .closed, .waiting: return nil
      case .interrupted: return .some(nil)
      case .answered(let text):
        state = .closed
        return .some(text)
      }
    }
    guard let answer else { throw .interrupted }
    return answer
  }

  /// Notes that the question is on its way: only from now on can its answer come.
  func questionLeaves(as messageID: String) {
    state.update { state in
      guard case .waiting(let requester, _) = state else { return }
      state = .waiting(requester: requester, question: messageID)
    }
  }

  /// Hands in a message from the stdin socket.
  ///
  /// - Returns: Whether anybody waited for it; if not, it is stale.
  package func handIn(_ message: IncomingMessage) -> Bool {
    guard message.header.messageType == InputRequest.replyType,
      let reply = try? message.content(as: InputRequest.Answer.self)
    else { return false }
    // Many front ends leave the parent out; where it is given, it must be our question.
    let parent = message.parentHeader["msg_id"]?.string
    return state.update { state in
      guard case .waiting(let requester, let question?) = state,
        requester == message.identities, parent ?? question == question
      else { return false }
      state = .answered(reply.value)
      return true
    }
  }

  func interrupt() {
    state.update { $0 = .interrupted }
  }

  func clearInterrupt() {
    state.update { $0 = .closed }
  }
}
