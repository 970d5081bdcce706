/// An expression with its place in the source.
public struct Expression: Sendable {
  public let kind: Kind
  public let span: Span

  public init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  /// What an expression can be.
  public indirect enum Kind: Sendable {
    case number(Double)
    case string([StringPart])
    case bool(Bool)
    case none
    /// A name in NFC, also that of a builtin or a constant such as `pi`.
    case name(String)
    /// `[a, b]`: stacks elements of one shape.
    case list([Expression])
    case comprehension(Expression, [ComprehensionClause])
    case tuple([Expression])
    case record([RecordField])
    case lambda(FunctionSignature, body: Expression)
    case block(Block)
    case conditional(condition: Expression, then: Block, otherwise: Expression?)
    case call(Expression, [Argument])
    case index(Expression, [Subscript])
    /// `r.name`; the span is that of the name.
    case field(Expression, String, Span)
    /// `f'`, `f''`: the order is the number of primes.
    case prime(Expression, order: Int)
    /// `xᵀ` or `x.T`.
    case transpose(Expression)
    /// `∇f`.
    case nabla(Expression)
    /// `‖x‖`.
    case norm(Expression)
    /// `√x`.
    case squareRoot(Expression)
    case unary(UnaryOperator, Expression)
    /// Both operands and the span of the operator itself (empty for a juxtaposition).
    case binary(BinaryOperator, Expression, Expression, Span)
    /// `a < b <= c`: the operands are one more than the operators.
    case comparison([Expression], [ComparisonOperator])
    /// `a..<b` or `a...b`.
    case range(Expression, Expression, closed: Bool)
  }
}

/// A piece of a string: text as it is, or a value to be formatted into it.
public enum StringPart: Sendable {
  case text(String)
  case interpolation(Expression, FormatSpecification?)
}

/// One `for pattern in rows` or `if condition` of a comprehension.
public enum ComprehensionClause: Sendable {
  case each(Pattern, in: Expression)
  case filter(Expression)
}

/// `name: value` in a record.
public struct RecordField: Sendable {
  public let name: String
  public let nameSpan: Span
  public let value: Expression

  public init(name: String, nameSpan: Span, value: Expression) {
    self.name = name
    self.nameSpan = nameSpan
    self.value = value
  }
}

/// An argument of a call, positional where `name` is nil.
public struct Argument: Sendable {
  public let name: String?
  public let value: Expression
  public let span: Span

  public init(name: String?, value: Expression, span: Span) {
    self.name = name
    self.value = value
    self.span = span
  }
}

/// What stands between commas in `x[…]`.
public enum Subscript: Sendable {
  case index(Expression)
  /// `a:b:c`, each part optional; the span is that of the whole.
  case slice(Expression?, Expression?, Expression?, Span)
}

/// The parameters of a function or lambda.
public struct FunctionSignature: Sendable {
  public let parameters: [Parameter]

  public init(_ parameters: [Parameter]) {
    self.parameters = parameters
  }
}

/// A parameter, required where it has no default.
public struct Parameter: Sendable {
  public let name: String
  public let span: Span
  public let defaultValue: Expression?

  public init(name: String, span: Span, defaultValue: Expression?) {
    self.name = name
    self.span = span
    self.defaultValue = defaultValue
  }
}

/// What destructuring binds: a name, or a tuple of patterns.
public indirect enum Pattern: Sendable {
  case name(String, Span)
  case tuple([Pattern], Span)

  /// The names in it, from left to right.
  public var names: [String] {
    switch self {
    case .name(let name, _): [name]
    case .tuple(let patterns, _): patterns.flatMap(\.names)
    }
  }
}
