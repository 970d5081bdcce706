/// A text that spans point into: a cell, a file, a command's argument.
///
/// A class, because functions outlive the cell they were defined in and their errors still point there.
public final class Source: Sendable {
  /// How messages name it: `In[7]`, `train.adj`.
  public let name: String
  /// The text as it was typed.
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A span together with the text it points into.
public struct Location: Sendable {
  public let source: Source
  public let span: Span

  public init(_ source: Source, _ span: Span) {
    self.source = source
    self.span = span
  }
}
