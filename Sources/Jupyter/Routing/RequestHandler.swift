/// Answers one type of message, on one thread.
///
/// The router does what is the same for all: reading the request, `busy` and `idle`, the reply's frame.
package protocol RequestHandler {
  associatedtype Request: Decodable
  associatedtype Reply: Encodable

  /// The type without `_request` and `_reply`: `is_complete`.
  static var messageName: String { get }
  /// The type of the message that this handler takes.
  static var requestType: String { get }

  /// The answer; nil where the protocol has none.
  ///
  /// A thrown `EngineError` becomes an `error` reply.
  func reply(to request: Request, in exchange: Exchange) throws -> Reply?
}

extension RequestHandler {
  package static var requestType: String { messageName + "_request" }

  func respond(to message: IncomingMessage, in exchange: Exchange) throws {
    let request = try message.content(as: Request.self)
    let replyType = Self.messageName + "_reply"
    do {
      guard let reply = try reply(to: request, in: exchange) else { return }
      try exchange.reply(replyType, reply)
    } catch let error as EngineError {
      try exchange.reply(replyType, ErrorReply(error))
    }
  }
}

/// The reply of a handler that never replies.
package struct NoReply: Encodable {}
