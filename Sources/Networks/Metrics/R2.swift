import Autodiff
import TensorCore

extension MetricDefinition {
  /// The coefficient of determination.
  static let r2 = MetricDefinition(
    "r2",
    "The coefficient of determination: the share of the targets' variance that predictions explain.",
    formula: #"1 - \frac{\sum (y_i - \hat y_i)^2}{\sum (y_i - \bar y)^2}"#,
    details: [
      "shapes: [...], [...] -> []; a column counts as a vector",
      "derivative: 2 (yᵢ - ŷᵢ) / Σ (y - ȳ)² by the predictions; that of the formula by the targets",
      "edge cases: 1 for perfect predictions, 0 for the mean everywhere, negative for worse. Where all targets are "
        + "the same it is 1 if they are met and 0 otherwise, and has no derivative.",
    ],
    example: "r2([1, 2, 2.5], [1, 2, 3])"
  ) { try r2(of: $0, $1, in: $2) }

  /// The value alone.
  private static func number(
    of predictions: Tensor,
    _ targets: Tensor
  ) throws(TensorError) -> Double {
    let (given, expected) = (predictions.values, targets.values)
    let sizes = { (shape: Shape) in shape.dimensions.filter { $0 != 1 } }
    guard sizes(predictions.shape) == sizes(targets.shape), !given.isEmpty else {
      throw .shape("r2 compares \(predictions.shape) with targets of \(targets.shape)", hint: nil)
    }
    let mean = expected.reduce(0, +) / Double(expected.count)
    let residual = zip(given, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let total = expected.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // Not `total > 0`: a NaN among the numbers stays one.
    guard total != 0 else { return residual == 0 ? 1 : 0 }
    return 1 - residual / total
  }

  /// The value with its derivatives; where all targets are the same it has none.
  private static func r2(
    of predictions: Operand,
    _ targets: Operand,
    in graph: Graph
  ) throws -> Operand {
    let number = Operand.number(try number(of: predictions.value, targets.value))
    guard predictions.variable != nil || targets.variable != nil else { return number }
    let count = targets.shape.count
    let given = try graph.apply(.reshape(to: [count]), predictions)
    let expected = try graph.apply(.reshape(to: [count]), targets)
    let sum = try graph.apply(.sum(axes: nil), expected)
    let mean = try graph.apply(.divide, sum, .number(Double(count)))
    let total = try sumOfSquares(expected, mean, in: graph)
    guard total.value.scalar != 0 else {
      let refusal = EngineError(
        "`r2` has no derivative where all targets are the same",
        hint: "`mse` is differentiated everywhere"
      )
      let fixed = Operation.undifferentiable(number.value, called: "r2", because: refusal)
      return try graph.apply(fixed, [given, expected])
    }
    let residual = try sumOfSquares(given, expected, in: graph)
    let share = try graph.apply(.negate, graph.apply(.divide, residual, total))
    return try graph.apply(.add, number, graph.apply(.subtract, share, share.detached))
  }

  private static func sumOfSquares(
    _ left: Operand,
    _ right: Operand,
    in graph: Graph
  ) throws -> Operand {
    let difference = try graph.apply(.subtract, left, right)
    return try graph.apply(.sum(axes: nil), graph.apply(.multiply, difference, difference))
  }
}
