/// A mistake in a text before it is tied to its source.
struct SyntaxIssue {
  let message: String
  let span: Span
  var label: String?
  var hint: String?
  /// Whether more text could mend it, because it is the end that came too early.
  var isUnfinished = false

  init(
    _ message: String,
    _ span: Span,
    label: String? = nil,
    hint: String? = nil,
    isUnfinished: Bool = false
  ) {
    self.message = message
    self.span = span
    self.label = label
    self.hint = hint
    self.isUnfinished = isUnfinished
  }
}

/// The limits that keep any text harmless.
enum SyntaxLimits {
  /// Brackets inside each other, and prefixes, exponents and functions inside each other.
  static let nesting = 500
  /// Calls of the parser by itself, of which an operator and a bracket need one each.
  static let recursion = 3 * nesting
  /// Levels of the tree, where a long sum counts one for every operator.
  static let height = 2_000
  /// Diagnostics of one text.
  static let diagnostics = 20
}
