extension Operation {
  public static let exp: Operation = Operation(
    "exp",
    .call("exp"),
    .unary(.exp) { _, y in .term(y) }
  )
}

extension Definition {
  /// The exponential function, element by element.
  static let exp = Definition(
    Operation.exp,
    Documentation(
      "The exponential function, element by element.",
      formula: #"e^{x}"#,
      derivative: "exp(x)",
      edgeCases: "Overflows to inf above about 709.78, 0 at -inf.",
      example: "exp([0, 1])"
    ),
    samples: [.vectors([-2, 0, 0.5, 3])]
  )
}
