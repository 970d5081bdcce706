/// The content of a message on iopub.
package protocol PublishedContent: Encodable {
  static var messageType: String { get }
}

extension Outbox {
  /// Sends to every front end, on iopub, as an answer to the request with this header.
  func publish<Content: PublishedContent>(_ content: Content, parent: [UInt8]) {
    post(OutgoingMessage(publishing: content, parent: parent))
  }
}

extension OutgoingMessage {
  /// A message to every front end, whose parent is empty where nobody asked for it.
  init<Content: PublishedContent>(publishing content: Content, parent: [UInt8]) {
    do {
      self.init(
        channel: .iopub,
        identities: [Array(Content.messageType.utf8)],
        type: Content.messageType,
        parent: parent,
        content: try JSONValue(encoding: content)
      )
    } catch {
      preconditionFailure("a published content must always encode: \(error)")
    }
  }
}
