/// A mathematical function as the language offers it: name, parameters, documentation and what it does.
///
/// One is defined beside each operation, and for functions composed of operations in a file of their own.
/// Builtins, completion, help, the reference and the derivative tests follow from the list of them.
public struct Definition: Sendable {
  public let name: String
  /// Other spellings, such as `σ` for `sigmoid`.
  public let aliases: [String]
  public let parameters: [ParameterSpecification]
  public let documentation: Documentation
  /// The function of one number, where it is one.
  public let scalar: (@Sendable (Double) -> Double)?
  /// The operation that the function is, where its arguments are the operation's operands.
  public let operation: Operation?
  /// The operation that the function is of two operands and nothing else, where it has another meaning for one.
  public let pair: Operation?
  /// Inputs at which the derivative tests look.
  public let samples: [Sample]
  /// The function itself; the arguments are in the order of `parameters`, defaults filled in.
  ///
  /// The result is one operand, or a tuple where there are several.
  public let apply: @Sendable (Graph, Arguments) throws -> Tree

  init(
    _ name: String,
    aliases: [String] = [],
    parameters: [ParameterSpecification],
    _ documentation: Documentation,
    samples: [Sample],
    scalar: (@Sendable (Double) -> Double)? = nil,
    operation: Operation? = nil,
    pair: Operation? = nil,
    apply: @escaping @Sendable (Graph, Arguments) throws -> Operand
  ) {
    self.name = name
    self.aliases = aliases
    self.parameters = parameters
    self.documentation = documentation
    self.samples = samples
    self.scalar = scalar
    self.operation = operation
    self.pair = pair
    self.apply = { .leaf(try apply($0, $1)) }
  }

  /// A function with several results.
  init(
    _ name: String,
    parameters: [ParameterSpecification],
    _ documentation: Documentation,
    results: @escaping @Sendable (Graph, Arguments) throws -> [Operand],
    samples: [Sample]
  ) {
    self.name = name
    self.aliases = []
    self.parameters = parameters
    self.documentation = documentation
    self.samples = samples
    self.scalar = nil
    self.operation = nil
    self.pair = nil
    self.apply = { .tuple(try results($0, $1).map(Tree.leaf)) }
  }

  /// An operation without attributes, under its own name.
  init(
    _ operation: Operation,
    aliases: [String] = [],
    parameters names: [String] = ["x"],
    _ documentation: Documentation,
    samples: [Sample]
  ) {
    var scalar: (@Sendable (Double) -> Double)?
    if case .unary(let kernel, _) = operation.family, !kernel.isTest {
      scalar = { kernel.apply(to: $0) }
    }
    self.init(
      operation.name,
      aliases: aliases,
      parameters: names.map { ParameterSpecification($0, .operand) },
      documentation,
      samples: samples,
      scalar: scalar,
      operation: operation
    ) { graph, arguments in
      try graph.apply(operation, names.indices.map { try arguments.operand($0) })
    }
  }
}

/// What help, the reference manual and a reader want to know of a function.
public struct Documentation: Sendable {
  /// One sentence.
  public let summary: String
  /// LaTeX.
  public let formula: String
  /// Like `[...] -> [...]`.
  public let shapes: String
  public let derivative: String
  /// Empty, zero, NaN, ties; empty where nothing is special.
  public let edgeCases: String
  /// Where a formula or algorithm comes from, when it is not school mathematics.
  public let source: String?
  /// A line of the language that shows the function.
  public let example: String

  init(
    _ summary: String,
    formula: String,
    shapes: String = "[...] -> [...]",
    derivative: String,
    edgeCases: String = "",
    source: String? = nil,
    example: String
  ) {
    self.summary = summary
    self.formula = formula
    self.shapes = shapes
    self.derivative = derivative
    self.edgeCases = edgeCases
    self.source = source
    self.example = example
  }
}
