/// Answers `shutdown_request`, which asks the kernel to end.
///
/// The answer goes to everybody, so that the other front ends know of it.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown
struct ShutdownHandler: RequestHandler {
  static let messageName = "shutdown"

  struct Request: Decodable { let restart: Bool? }

  struct Reply: PublishedContent {
    static let messageType = "shutdown_reply"
    let status = "ok"
    let restart: Bool
  }

  let outbox: Outbox
  private let inheritance = Inheritance.ofThisProcess

  init(outbox: Outbox) { self.outbox = outbox }

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    guard !inheritance.covers(date: exchange.requestDate, now: monotonicSeconds()) else {
      return nil
    }
    let reply = Reply(restart: request.restart ?? false)
    exchange.publish(reply)
    exchange.afterIdle { [outbox] in outbox.close() }
    return reply
  }
}
