/// A derivative that cannot be taken; the text is what the user reads.
public struct EngineError: Error, Equatable, Sendable {
  public let message: String
  public let hint: String?

  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
