/// One request and all that answers it: every message sent through it names the request as its parent.
package final class Exchange {
  /// The header of the request as it came.
  let parent: [UInt8]
  /// Who sent the request.
  let requester: [[UInt8]]
  let requestDate: String
  private let channel: Channel
  let outbox: Outbox
  /// Whether an earlier failure forbids to run it.
  let isAborted: Bool
  private var closingActions: [() -> Void] = []
  private let started = timestamp()

  package init(
    _ request: IncomingMessage,
    channel: Channel,
    outbox: Outbox,
    isAborted: Bool = false
  ) {
    parent = request.headerBytes
    requester = request.identities
    requestDate = request.header.date
    self.channel = channel
    self.outbox = outbox
    self.isAborted = isAborted
  }

  /// Sends to every front end, on iopub.
  func publish<Content: PublishedContent>(_ content: Content) {
    outbox.publish(content, parent: parent)
  }

  /// Answers the requester.
  func reply(_ type: String, _ content: some Encodable) throws {
    outbox.post(
      OutgoingMessage(
        channel: channel,
        identities: requester,
        type: type,
        parent: parent,
        // JupyterLab takes the time of a cell's start from here.
        metadata: ["started": .string(started)],
        content: try JSONValue(encoding: content)
      )
    )
  }

  /// Does something after the final `idle`.
  func afterIdle(_ action: @escaping () -> Void) { closingActions.append(action) }

  func runClosingActions() {
    for action in closingActions { action() }
  }
}
