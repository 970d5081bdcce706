import Language

/// Remarks on stderr: a warning once for each place and cell run, a note once for a session.
final class Warnings {
  private let output: any OutputSink
  private var seenPlaces: Set<Key> = []
  private var seenNotes: Set<String> = []

  private struct Key: Hashable {
    let source: ObjectIdentifier
    let span: Span
    let message: String
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

  func warn(_ message: @autoclosure () -> String, hint: String? = nil, at location: Location) {
    let message = message()
    let key = Key(
      source: ObjectIdentifier(location.source),
      span: location.span,
      message: message
    )
    guard seenPlaces.insert(key).inserted else { return }
    write("warning", message, hint, location)
  }

  func note(_ message: String, at location: Location) {
    guard seenNotes.insert(message).inserted else { return }
    write("note", message, nil, location)
  }

  private func write(_ word: String, _ message: String, _ hint: String?, _ location: Location) {
    let diagnostic = Diagnostic(.value, message, at: location, hint: hint)
    let text = DiagnosticRenderer.plain(diagnostic)
    let heading = DiagnosticKind.value.rawValue
    let body = text.hasPrefix(heading) ? String(text.dropFirst(heading.count)) : ": " + text
    output.write(word + body + "\n", to: .standardError)
  }
}
