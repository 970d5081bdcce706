/// A half-open stretch of a source text, in UTF-8 offsets.
public struct Span: Hashable, Sendable {
  /// The offset of the first byte.
  public let lower: Int
  /// The offset behind the last byte; equal to `lower` for an empty span.
  public let upper: Int

  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The shortest span that holds both.
  public func union(_ other: Span) -> Span {
    Span(min(lower, other.lower), max(upper, other.upper))
  }
}
