/// `stream` on iopub: text that a cell printed.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#streams-stdout-stderr-etc
enum StreamOutput {
  static let messageType = "stream"

  static func message(_ text: String, on stream: OutputStream, parent: [UInt8]) -> OutgoingMessage {
    OutgoingMessage(
      channel: .iopub,
      identities: [Array("\(messageType).\(stream.rawValue)".utf8)],
      type: messageType,
      parent: parent,
      content: ["name": .string(stream.rawValue), "text": .string(text)]
    )
  }
}
