public import Autodiff
import Language

/// A function of the language that is written in Swift: one file, and one line in `allBuiltins`.
public struct Builtin: Sendable {
  public typealias Body = @Sendable (Context, BoundArguments) throws -> Value

  public let name: String
  public let aliases: [String]
  public let parameters: [FormalParameter]
  public let documentation: BuiltinDocumentation
  /// The value for one number, where that needs nothing of the session.
  let scalar: (@Sendable (Double) -> Double)?
  /// The engine's operation that it is, where its arguments are the operation's operands.
  let operation: Operation?
  /// The operation that it is of two operands and nothing else.
  let pair: Operation?
  /// Whether it computes with functions, so that calls which repeat are worth a plan.
  let repeats: Bool
  let body: Body

  public init(
    _ name: String,
    aliases: [String] = [],
    _ parameters: [FormalParameter],
    _ documentation: BuiltinDocumentation,
    scalar: (@Sendable (Double) -> Double)? = nil,
    operation: Operation? = nil,
    pair: Operation? = nil,
    repeats: Bool = false,
    body: @escaping Body
  ) {
    self.name = name
    self.aliases = aliases
    self.parameters = parameters
    self.documentation = documentation
    self.scalar = scalar
    self.operation = operation
    self.pair = pair
    self.repeats = repeats
    self.body = body
  }
}

/// What help, completion and the reference manual say about a builtin.
public struct BuiltinDocumentation: Sendable {
  /// One sentence that ends in a full stop.
  public let summary: String
  /// In LaTeX; empty where there is none.
  public let formula: String
  /// Further paragraphs: shapes, derivative, edge cases.
  public let details: [String]
  /// A line of the language.
  public let example: String

  public init(
    _ summary: String,
    formula: String = "",
    details: [String] = [],
    example: String = ""
  ) {
    self.summary = summary
    self.formula = formula
    self.details = details
    self.example = example
  }
}
