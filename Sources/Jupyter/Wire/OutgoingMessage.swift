/// The sockets on which messages travel.
package enum Channel: String, CaseIterable, Sendable {
  case shell, control, stdin, iopub
}

/// A message to be sent, all but the header and the signature, which it gets on its way out.
package struct OutgoingMessage: Equatable, Sendable {
  package let channel: Channel
  /// Who is to get it; on iopub the topic.
  package let identities: [[UInt8]]
  package let type: String
  /// The header of the request that it answers, as it came; empty for none.
  package let parent: [UInt8]
  package let metadata: JSONObject
  package let content: JSONValue
  package let buffers: [[UInt8]]

  package init(
    channel: Channel,
    identities: [[UInt8]],
    type: String,
    parent: [UInt8],
    metadata: JSONObject = [:],
    content: JSONValue,
    buffers: [[UInt8]] = []
  ) {
    self.channel = channel
    self.identities = identities
    self.type = type
    self.parent = parent
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }
}
