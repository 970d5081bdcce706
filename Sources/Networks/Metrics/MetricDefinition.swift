public import Autodiff

/// A number that says how good predictions are, as the language offers it: a function of predictions and targets.
///
/// Builtins, completion and help follow from the list of them.
public struct MetricDefinition: Sendable {
  public let name: String
  public let summary: String
  /// LaTeX.
  public let formula: String
  public let details: [String]
  /// A line of the language.
  public let example: String
  /// The number, with the derivatives that it has.
  public let measure:
    @Sendable (_ predictions: Operand, _ targets: Operand, _ graph: Graph) throws -> Operand

  init(
    _ name: String,
    _ summary: String,
    formula: String,
    details: [String],
    example: String,
    measure: @escaping @Sendable (Operand, Operand, Graph) throws -> Operand
  ) {
    self.name = name
    self.summary = summary
    self.formula = formula
    self.details = details
    self.example = example
    self.measure = measure
  }
}
