import TensorCore

extension Definition {
  /// The mean absolute error.
  static let mae = regression(
    "mae",
    Documentation(
      "The mean absolute error between predictions and targets.",
      formula: #"\frac{1}{n} \sum_i |\hat y_i - y_i|"#,
      shapes: "[...], [...] -> []",
      derivative: "sign(predictions - targets)/n for the predictions",
      edgeCases: "Where both are equal the derivative is 0. \(refusal)",
      example: "mae([1, 2], [1, 4])"
    )
  ) { graph, difference, _ in try graph.apply(.abs, difference) }

  /// The mean p-th power of the error.
  static let lpLoss = regression(
    "lp_loss",
    parameter: ParameterSpecification("p", .number, default: .number(2)),
    values: [2, 1, 3, 4, 2.5],
    Documentation(
      "The mean p-th power of the distance between predictions and targets.",
      formula: #"\frac{1}{n} \sum_i |\hat y_i - y_i|^p"#,
      shapes: "[...], [...] -> []",
      derivative: "p sign(d) |d|^(p-1)/n for d = predictions - targets",
      edgeCases: "p is at least 1; where both are equal the derivative is 0. \(refusal)",
      example: "lp_loss([1, 2], [1, 4], p=3)"
    )
  ) { graph, difference, p in
    guard p >= 1, p.isFinite else {
      throw TensorError.value(
        "`lp_loss` needs a finite p of at least 1, not \(numberText(p))",
        hint: nil
      )
    }
    // Even powers need no magnitude, whose derivative at 0 would hide the second one.
    let isEven = p.truncatingRemainder(dividingBy: 2) == 0
    let base = try isEven ? difference : graph.apply(.abs, difference)
    return try graph.apply(.power, base, base.number(p))
  }

  /// Huber's loss: squares of small errors, magnitudes of large ones.
  static let huber = regression(
    "huber",
    parameter: ParameterSpecification("delta", .number, default: .number(1)),
    values: [1, 0.4],
    Documentation(
      "Huber's loss: half the square of errors up to delta, and delta times what is beyond.",
      formula: #"\frac{1}{n} \sum_i \begin{cases} d_i^2/2 & |d_i| \le \delta \\"#
        + #" \delta (|d_i| - \delta/2) & |d_i| > \delta \end{cases}"#,
      shapes: "[...], [...] -> []",
      derivative: "d/n for |d| <= delta, else delta sign(d)/n",
      edgeCases: "delta is positive. \(refusal)",
      source: "Huber 1964",
      example: "huber([1, 2], [1, 4])"
    )
  ) { graph, difference, delta in
    guard delta > 0 else {
      throw TensorError.value("`huber` needs a positive delta, not \(numberText(delta))", hint: nil)
    }
    let size = try graph.apply(.abs, difference)
    let half = try graph.apply(.multiply, size.number(0.5), graph.apply(.square, difference))
    let beyond = try graph.apply(.subtract, size, size.number(delta / 2))
    let line = try graph.apply(.multiply, size.number(delta), beyond)
    let isSmall = try graph.apply(.lessOrEqual, size, size.number(delta))
    return try graph.apply(.select, [isSmall, half, line])
  }

  private static let refusal = "Shapes that stretch each other are refused."

  /// The mean of a function of predictions minus targets, with one number as parameter at most.
  private static func regression(
    _ name: String,
    parameter: ParameterSpecification? = nil,
    values: [Double] = [],
    _ documentation: Documentation,
    measure: @escaping @Sendable (Graph, Operand, Double) throws -> Operand
  ) -> Definition {
    let operands: [Sample.Entry] = [.tensor([1, -2, 0.5], [3]), .tensor([0.3, 0.7, 0.2], [3])]
    let pair: [Sample.Entry] = [.tensor([1, -2], [1, 2]), .tensor([0.1, 0.7, 2.3, 3], [2, 2])]
    let entries = parameter == nil ? [[]] : values.map { [Sample.Entry.number($0)] }
    return Definition(
      name,
      parameters: [
        ParameterSpecification("predictions", .operand),
        ParameterSpecification("targets", .operand),
      ] + (parameter.map { [$0] } ?? []),
      documentation,
      samples: entries.flatMap { [Sample(operands + $0), Sample(pair + $0)] }
    ) { graph, arguments in
      let (predictions, targets) = (try arguments.operand(0), try arguments.operand(1))
      try requireAgreement(name, predictions.shape, targets.shape)
      let difference = try graph.apply(.subtract, predictions, targets)
      let number = try parameter == nil ? 0 : arguments.number(2)
      return try graph.apply(.mean(axes: nil), measure(graph, difference, number))
    }
  }
}
