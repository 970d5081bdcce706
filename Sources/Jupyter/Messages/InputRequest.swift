/// `input_request` on stdin, which asks one front end for a line of text.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel
struct InputRequest {
  static let messageType = "input_request"
  static let replyType = "input_reply"

  /// The content of `input_reply`.
  struct Answer: Decodable { let value: String }

  let prompt: String
  /// Whether the text must not be shown while it is typed.
  let password: Bool

  func message(to requester: [[UInt8]], parent: [UInt8]) -> OutgoingMessage {
    OutgoingMessage(
      channel: .stdin,
      identities: requester,
      type: InputRequest.messageType,
      parent: parent,
      content: ["prompt": .string(prompt), "password": .bool(password)]
    )
  }
}
