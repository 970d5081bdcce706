/// A statement with its place in the source.
public struct Statement: Sendable {
  public let kind: Kind
  public let span: Span
  /// Whether a `;` follows, which hides the value of a cell's last statement.
  public let isSilenced: Bool

  public init(_ kind: Kind, _ span: Span, isSilenced: Bool = false) {
    self.kind = kind
    self.span = span
    self.isSilenced = isSilenced
  }

  /// What a statement can be.
  public indirect enum Kind: Sendable {
    case expression(Expression)
    case assignment(AssignmentTarget, AssignmentOperator, Expression)
    case definition(FunctionDefinition)
    case forLoop(Pattern, in: Expression, body: Block)
    case whileLoop(Expression, body: Block)
    case returning(Expression?)
    case breaking
    case continuing
    /// `%name rest of the line`: the name without `%`, and the argument with its place.
    case command(name: String, argument: String, argumentSpan: Span)
    /// `?name` or `name?`.
    case help(String, Span)
  }
}

/// Statements in braces, whose value is their last.
public struct Block: Sendable {
  public let statements: [Statement]
  public let span: Span

  public init(_ statements: [Statement], _ span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// The left side of an assignment.
public enum AssignmentTarget: Sendable {
  case pattern(Pattern)
  /// A name followed by at least one field or subscript.
  case path(root: String, rootSpan: Span, [PathComponent])
}

/// One step from a value into a part of it.
public enum PathComponent: Sendable {
  case field(String, Span)
  case subscripts([Subscript], Span)
}

/// `name(parameters) = body`.
public struct FunctionDefinition: Sendable {
  public let name: String
  public let nameSpan: Span
  public let signature: FunctionSignature
  public let body: Expression
  /// The comment lines directly above, without `#`; empty where there are none.
  public let comment: String

  public init(
    name: String,
    nameSpan: Span,
    signature: FunctionSignature,
    body: Expression,
    comment: String
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.signature = signature
    self.body = body
    self.comment = comment
  }
}

/// A parsed text: a cell or a file.
public struct Program: Sendable {
  public let source: Source
  public let statements: [Statement]

  public init(source: Source, statements: [Statement]) {
    self.source = source
    self.statements = statements
  }
}
