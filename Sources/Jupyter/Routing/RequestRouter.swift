/// Hands each message to the handler of its type, between `busy` and `idle`.
package struct RequestRouter {
  private let handlers: [String: any RequestHandler]
  private let outbox: Outbox
  private let channel: Channel
  private let log: KernelLog

  package init(_ handlers: [any RequestHandler], channel: Channel, outbox: Outbox, log: KernelLog) {
    self.handlers = Dictionary(
      handlers.map { (type(of: $0).requestType, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    self.channel = channel
    self.outbox = outbox
    self.log = log
  }

  /// Answers a message; whatever is wrong with it costs a line in the log.
  package func handle(_ message: IncomingMessage, isAborted: Bool = false) {
    let exchange = Exchange(message, channel: channel, outbox: outbox, isAborted: isAborted)
    exchange.publish(Status(executionState: .busy))
    do {
      if let handler = handlers[message.header.messageType] {
        try handler.respond(to: message, in: exchange)
      } else {
        log("ignored a message of the unknown type `\(message.header.messageType.prefix(64))`")
      }
    } catch let error as WireError {
      log("ignored a `\(message.header.messageType)`: \(error)")
    } catch {
      log("failed to answer a `\(message.header.messageType)`: \(error)")
    }
    exchange.publish(Status(executionState: .idle))
    exchange.runClosingActions()
  }
}
