extension Operation {
  public static let sigmoid: Operation = Operation(
    "sigmoid",
    .call("sigmoid"),
    .unary(.sigmoid) { x, y in try .term(y * (-x).applying(.sigmoid)) }
  )
}

extension Definition {
  /// The logistic function, element by element, stable for any argument.
  static let sigmoid = Definition(
    Operation.sigmoid,
    aliases: ["σ"],
    Documentation(
      "The logistic function, element by element, stable for any argument.",
      formula: #"\sigma(x) = \frac{1}{1 + e^{-x}}"#,
      derivative: "sigmoid(x) sigmoid(-x)",
      edgeCases: "0 at -inf, 1 at inf; no overflow at ±1000.",
      example: "sigmoid(0)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
