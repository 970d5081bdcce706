/// The kinds of error a user meets; the raw value is what a front end shows as `ename`.
public enum DiagnosticKind: String, Sendable, CaseIterable {
  case syntax = "SyntaxError"
  case name = "NameError"
  case type = "TypeError"
  case shape = "ShapeError"
  case index = "IndexError"
  case value = "ValueError"
  case gradient = "GradientError"
  case memory = "MemoryError"
  case recursion = "RecursionError"
  case file = "FileError"
  case interrupted = "Interrupted"
  case numeric = "NumericError"
}

/// A mistake of the user's: what is wrong, where, and what would fit.
public struct Diagnostic: Error, Sendable {
  public let kind: DiagnosticKind
  /// One sentence without a full stop: `cannot multiply (3, 4) @ (5, 2): inner sizes 4 and 5 differ`.
  public let message: String
  /// The offending part; nil only while an error has not yet reached the statement it belongs to.
  public var location: Location?
  /// A few words under the marked place: `A is (3, 4), B is (5, 2)`.
  public let label: String?
  public var hint: String?
  /// The calls the error passed through, innermost first.
  public var calls: [CallSite]

  public init(
    _ kind: DiagnosticKind,
    _ message: String,
    at location: Location? = nil,
    label: String? = nil,
    hint: String? = nil,
    calls: [CallSite] = []
  ) {
    self.kind = kind
    self.message = message
    self.location = location
    self.label = label
    self.hint = hint
    self.calls = calls
  }
}

/// A call on the way to an error: whose body was running, and where it was called.
public struct CallSite: Sendable {
  public let function: String
  public let location: Location

  public init(function: String, location: Location) {
    self.function = function
    self.location = location
  }
}
