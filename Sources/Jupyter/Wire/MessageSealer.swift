/// Gives messages their header and signature on the way out, and checks those that come in.
///
/// Owned by the thread that owns the sockets.
package struct MessageSealer {
  /// The kernel's session, the same in every header it sends.
  package let session: String
  private let authenticator: MessageAuthenticator?
  private let now: () -> String
  private var sentCount = 0
  private var received = ReplayGuard(capacity: 65_536)

  /// - Parameters:
  ///   - session: The kernel's own session id.
  ///   - authenticator: Nil for unsigned messages.
  ///   - now: The time as ISO 8601.
  package init(
    session: String,
    authenticator: MessageAuthenticator?,
    now: @escaping () -> String = { timestamp() }
  ) {
    self.session = session
    self.authenticator = authenticator
    self.now = now
  }

  /// The id of the message that is sealed next.
  package var nextMessageID: String { "\(session)_\(sentCount + 1)" }

  package mutating func seal(_ message: OutgoingMessage) throws -> Envelope {
    defer { sentCount += 1 }
    let header = MessageHeader(
      messageID: nextMessageID,
      messageType: message.type,
      session: session,
      date: now()
    )
    let parts = [
      header.serialized(),
      message.parent.isEmpty ? emptyObject : message.parent,
      message.metadata.isEmpty ? emptyObject : JSONValue.object(message.metadata).serialized(),
      message.content.serialized(),
    ]
    return Envelope(
      identities: message.identities,
      signature: try authenticator?.signature(of: parts) ?? [],
      header: parts[0],
      parentHeader: parts[1],
      metadata: parts[2],
      content: parts[3],
      buffers: message.buffers
    )
  }

  /// The message that these frames hold, if its signature is right and new.
  package mutating func open(_ frames: [[UInt8]]) throws -> Envelope {
    let envelope = try Envelope(frames: frames)
    guard let authenticator else { return envelope }
    let expected = try authenticator.signature(of: envelope.signedParts)
    guard isEqualInConstantTime(envelope.signature, expected) else {
      throw WireError.wrongSignature
    }
    guard received.insert(expected) else { throw WireError.replayed }
    return envelope
  }
}

private let emptyObject = Array("{}".utf8)

extension MessageHeader {
  fileprivate func serialized() -> [UInt8] {
    var writer = JSONWriter(indentation: nil)
    writer.writeObject(of: [
      ("msg_id", messageID), ("msg_type", messageType), ("session", session),
      ("username", username), ("date", date), ("version", version),
    ])
    return writer.bytes
  }
}

/// Whether two signatures are equal, in a time that does not tell where they differ.
func isEqualInConstantTime(_ first: [UInt8], _ second: [UInt8]) -> Bool {
  guard first.count == second.count else { return false }
  var difference: UInt8 = 0
  for (a, b) in zip(first, second) { difference |= a ^ b }
  return difference == 0
}
