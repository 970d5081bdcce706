import TensorCore

extension Definition {
  /// The mean squared error between predictions and targets.
  static let mse = Definition(
    "mse",
    parameters: [
      ParameterSpecification("predictions", .operand), ParameterSpecification("targets", .operand),
    ],
    Documentation(
      "The mean squared error between predictions and targets.",
      formula: #"\frac{1}{n} \sum_i (\hat y_i - y_i)^2"#,
      shapes: "[...], [...] -> []",
      derivative: "2 (predictions - targets)/n for the predictions",
      edgeCases: "Shapes that stretch each other, such as (n, 1) with (n), are refused.",
      example: "mse([1, 2], [1, 4])"
    ),
    samples: [.vectors([1, -2, 0.5], [0.3, 0.7, 2]), .numbers(1, 3)]
  ) { graph, arguments in
    let (predictions, targets) = (try arguments.operand(0), try arguments.operand(1))
    try requireAgreement("mse", predictions.shape, targets.shape)
    let difference = try graph.apply(.subtract, predictions, targets)
    return try graph.apply(.mean(axes: nil), graph.apply(.square, difference))
  }

  /// Refuses predictions and targets that would stretch each other to a table nobody meant.
  static func requireAgreement(_ loss: String, _ predictions: Shape, _ targets: Shape) throws {
    guard predictions.stretchesMutually(with: targets) else {
      _ = try predictions.broadcast(with: targets)
      return
    }
    throw TensorError.shape(
      "`\(loss)` of predictions \(predictions) and targets \(targets) would compare each with each",
      hint: "give both the same shape, with `reshape` or `squeeze`"
    )
  }
}
