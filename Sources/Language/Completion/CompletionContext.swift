/// What is being typed at a cursor, and the stretch of text that a completion replaces.
public struct CompletionContext: Hashable, Sendable {
  /// What kind of thing may stand at the cursor; prefixes are what is typed of it already.
  public enum Subject: Hashable, Sendable {
    /// A name; where an argument of a call begins also one of the keywords of its function.
    case name(prefix: String)
    /// A field of the value that a text such as `r.a` or `f(x)[0]` stands for.
    case field(of: String, prefix: String)
    /// The text of a string: a path, or one of the words that the function around it takes.
    case text(prefix: String)
    /// The name of a symbol with its backslash: `\nab`.
    case symbol(prefix: String)
    /// A command without its `%`.
    case command(prefix: String)
    /// What stands behind a command.
    case commandArgument(command: String, argument: String)
    /// Nothing that could be completed: a number, a comment.
    case nothing
  }

  /// The call around the cursor.
  public struct Call: Hashable, Sendable {
    /// The text of the function: `plot`, `model.layer`.
    public let function: String
    /// Keywords that already have a value.
    public let keywords: [String]
    /// How many arguments stand before the cursor's.
    public let position: Int
    /// Whether the cursor is at the beginning of an argument, where a keyword may stand.
    public let startsArgument: Bool
  }

  public let subject: Subject
  /// Where the completion goes, in UTF-8 offsets; it ends at the cursor.
  public let replaced: Span
  public let call: Call?

  /// The same context in a text that has more bytes before it.
  public func shifted(by bytes: Int) -> CompletionContext {
    CompletionContext(
      subject: subject,
      replaced: Span(replaced.lower + bytes, replaced.upper + bytes),
      call: call
    )
  }
}

/// Says what is being typed at a cursor; an offset within a character counts as the one before it.
public func completionContext(_ text: String, utf8Offset: Int) -> CompletionContext {
  let cursor = CursorReader(text, utf8Offset)
  return CompletionContext(
    subject: cursor.subject.kind,
    replaced: Span(cursor.subject.lower, cursor.offset),
    call: cursor.call
  )
}
