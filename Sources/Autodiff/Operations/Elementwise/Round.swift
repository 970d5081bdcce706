extension Operation {
  public static let round: Operation = Operation(
    "round",
    .call("round"),
    isPiecewiseConstant: true,
    .unary(.round, derivative: nil)
  )
}

extension Definition {
  /// The nearest whole number; halves go to the even one.
  static let round = Definition(
    Operation.round,
    Documentation(
      "The nearest whole number; halves go to the even one.",
      formula: #"\operatorname{round} x"#,
      derivative: "0",
      edgeCases: "Piecewise constant: the derivative is 0 everywhere.",
      example: "round([0.5, 1.5, 2.4])"
    ),
    samples: [.vectors([-2.3, 0.6, 3.1])]
  )
}
