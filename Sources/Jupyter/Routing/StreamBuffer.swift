/// Stream output that waits to be sent together: at most ten messages a second for each stream.
struct StreamBuffer: Sendable {
  private struct Pending: Sendable {
    let stream: OutputStream
    let parent: [UInt8]
    var text: String
    let due: Double
  }

  /// Seconds between two messages of one stream.
  static let interval = 0.1

  /// What waits, in the order of the first write.
  private var pending: [Pending] = []
  private var lastSent: [OutputStream: Double] = [:]

  var nextDue: Double? { pending.map(\.due).min() }

  /// Adds text; the clock is asked only when nothing waits yet on the stream.
  ///
  /// - Returns: Whether the collector has to be told when this is due.
  mutating func append(
    _ text: String,
    to stream: OutputStream,
    parent: [UInt8],
    _ clock: () -> Double
  ) -> Bool {
    if let last = pending.lastIndex(where: { $0.stream == stream }), pending[last].parent == parent
    {
      pending[last].text += text
      return false
    }
    let now = clock()
    let due = max(now, (lastSent[stream] ?? -.infinity) + StreamBuffer.interval)
    pending.append(Pending(stream: stream, parent: parent, text: text, due: due))
    return true
  }

  mutating func takeDue(at now: Double) -> [OutgoingMessage] {
    take(at: now) { $0.due <= now }
  }

  mutating func takeAll(of parent: [UInt8], at now: Double) -> [OutgoingMessage] {
    take(at: now) { $0.parent == parent }
  }

  private mutating func take(
    at now: Double,
    where isTaken: (Pending) -> Bool
  ) -> [OutgoingMessage] {
    guard pending.contains(where: isTaken) else { return [] }
    let taken = pending.filter(isTaken)
    pending.removeAll(where: isTaken)
    return taken.map { entry in
      lastSent[entry.stream] = now
      return StreamOutput.message(entry.text, on: entry.stream, parent: entry.parent)
    }
  }
}
