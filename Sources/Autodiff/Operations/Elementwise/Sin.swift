extension Operation {
  public static let sin: Operation = Operation(
    "sin",
    .call("sin"),
    .unary(.sin) { x, _ in try .term(x.applying(.cos)) }
  )
}

extension Definition {
  /// The sine of an angle in radians, element by element.
  static let sin = Definition(
    Operation.sin,
    Documentation(
      "The sine of an angle in radians, element by element.",
      formula: #"\sin x"#,
      derivative: "cos(x)",
      edgeCases: "0 at 0; nan at ±inf.",
      example: "sin(pi / 2)"
    ),
    samples: [.vectors([-2, 0, 0.5, 3])]
  )
}
