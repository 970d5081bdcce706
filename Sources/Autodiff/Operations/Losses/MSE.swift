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
      guard (try? predictions.broadcast(with: targets)) == nil else { return }
      let isClassified = predictions.rank == 2 && targets.rank == 1
      throw TensorError.shape(
        "`\(loss)` compares each prediction with its target: predictions are \(predictions), "
          + "targets \(targets)",
        hint: isClassified && predictions.dimensions[0] == targets.dimensions[0]
          ? "`cross_entropy` takes a class for each row; `one_hot(y, \(predictions.dimensions[1]))` makes "
            + "rows of classes" : "give both the same shape, with `reshape` or `squeeze`"
      )
    }
    throw TensorError.shape(
      "`\(loss)` of predictions \(predictions) and targets \(targets) would compare each with each",
      hint: "give both the same shape, with `reshape` or `squeeze`"
    )
  }
}
