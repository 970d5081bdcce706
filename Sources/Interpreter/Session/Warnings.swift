import Language

/// Remarks on stderr: a warning once for each place and cell run, a note once for a session.
final class Warnings {
  private let output: any OutputSink
  /// Asked before a remark; whoever says yes sees to it that it is made another time.
  var isHeldBack: () -> Bool = { false }
  private var seenPlaces: Set<Key> = []
  private var seenNotes: Set<String> = []
  private var isMuted = false

  /// What a warning is about; each place warns once of each.
  enum Topic: Hashable {
    case nonFinite
    case mutualStretch
    case keptGraphs

    /// Whether it depends on nothing but code and shapes.
    var isRepeatable: Bool { self == .mutualStretch }
  }

  /// A warning that depends on nothing but code and shapes, so that it can be given again with what it is about.
  struct Repeatable {
    fileprivate let topic: Topic
    fileprivate let message: String
    fileprivate let location: Location
    fileprivate let label: String?
    fileprivate let hint: String?
  }

  /// The repeatable warnings of a run that is being recorded, which are given afterwards; nil where none is.
  private var collected: [Repeatable]?

  private struct Key: Hashable {
    let source: ObjectIdentifier
    let span: Span
    let topic: Topic
  }

  init(output: any OutputSink) {
    self.output = output
  }

  func beginCell() {
    seenPlaces.removeAll()
  }

  func forgetNotes() {
    seenNotes.removeAll()
  }

  /// What `body` gives, with nothing said about it: for attempts that the user did not write.
  func muted<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = isMuted
    isMuted = true
    defer { isMuted = outer }
    return try body()
  }

  /// What `body` gives, with the repeatable warnings that it would have given.
  func collecting<Result>(
    _ body: () throws -> Result
  ) rethrows -> (result: Result, warnings: [Repeatable]) {
    let outer = collected
    collected = []
    defer { collected = outer }
    let result = try body()
    return (result, collected ?? [])
  }

  /// Gives a warning that was collected.
  func warn(_ warning: Repeatable) {
    warn(
      warning.topic,
      warning.message,
      at: warning.location,
      label: warning.label,
      hint: warning.hint
    )
  }

  func warn(
    _ topic: Topic,
    _ message: @autoclosure () -> String,
    at location: Location,
    label: @autoclosure () -> String? = nil,
    hint: String? = nil
  ) {
    if topic.isRepeatable, collected != nil, !isMuted {
      let (message, label) = (message(), label())
      collected?.append(
        Repeatable(topic: topic, message: message, location: location, label: label, hint: hint)
      )
      return
    }
    guard !isHeldBack() else { return }
    let key = Key(
      source: ObjectIdentifier(location.source),
      span: location.span,
      topic: topic
    )
    guard !isMuted, seenPlaces.insert(key).inserted else { return }
    write("warning", Diagnostic(.value, message(), at: location, label: label(), hint: hint))
  }

  func note(_ message: String, at location: Location) {
    guard !seenNotes.contains(message), !isHeldBack(), !isMuted else { return }
    seenNotes.insert(message)
    write("note", Diagnostic(.value, message, at: location))
  }

  private func write(_ word: String, _ diagnostic: Diagnostic) {
    let text = DiagnosticRenderer.plain(diagnostic)
    let heading = DiagnosticKind.value.rawValue
    let body = text.hasPrefix(heading) ? String(text.dropFirst(heading.count)) : ": " + text
    output.write(word + body + "\n", to: .standardError)
  }
}
