/// `iopub_welcome` on iopub: the subscription has reached the kernel, from now on nothing is missed.
///
/// Protocol: https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
enum IopubWelcome {
  static let messageType = "iopub_welcome"

  /// Bytes of a topic that anybody means seriously.
  private static let longestTopic = 1024

  /// The answer to what came in on the XPUB socket.
  ///
  /// Anybody can send there, signed or not, so everything but a subscription is refused.
  static func message(answering frames: [[UInt8]]) -> Reaction {
    guard frames.count == 1, let kind = frames[0].first, kind <= 1,
      frames[0].count <= longestTopic,
      let topic = String(validating: frames[0].dropFirst(), as: UTF8.self)
    else { return .ignore }
    guard kind == 1 else { return .nothing }
    return .welcome(
      OutgoingMessage(
        channel: .iopub,
        identities: [Array(topic.utf8)],
        type: messageType,
        parent: [],
        content: ["subscription": .string(topic)]
      )
    )
  }

  enum Reaction: Equatable {
    case welcome(OutgoingMessage)
    /// A subscription ended.
    case nothing
    /// It was no subscription, which is worth a line in the log.
    case ignore
  }
}
