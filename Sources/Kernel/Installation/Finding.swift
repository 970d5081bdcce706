/// One line of what `adjoint doctor` says.
public struct Finding: Equatable, Sendable {
  public enum Verdict: Sendable {
    case good
    /// Something that keeps a notebook from running.
    case bad
    case note
  }

  public let verdict: Verdict
  public let text: String

  init(_ verdict: Verdict, _ text: String) {
    self.verdict = verdict
    self.text = text
  }

  /// The line as it is printed.
  public var line: String {
    switch verdict {
    case .good: "✓ \(text)"
    case .bad: "✗ \(text)"
    case .note: "  \(text)"
    }
  }
}
