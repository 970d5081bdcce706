/// What a tensor operation refuses, in words for the person who wrote it: lower case, no full stop.
public enum TensorError: Error, Equatable, Sendable {
  /// Shapes that do not fit.
  case shape(String, hint: String?)
  /// A position or an axis that is not there.
  case index(String, hint: String? = nil)
  /// A value outside what the operation takes.
  case value(String, hint: String?)
  /// The wrong kind of number.
  case type(String)
  /// More memory than there is.
  case memory(String)
  /// The user asked to stop.
  case interrupted

  /// The sentence to show.
  public var message: String {
    switch self {
    case .shape(let text, _), .index(let text, _), .value(let text, _), .type(let text),
      .memory(let text):
      text
    case .interrupted: "interrupted"
    }
  }

  /// The remedy, where there is one.
  public var hint: String? {
    switch self {
    case .shape(_, let hint), .index(_, let hint), .value(_, let hint): hint
    case .type, .memory, .interrupted: nil
    }
  }
}
