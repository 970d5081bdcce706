extension Operation {
  public static let cbrt: Operation = Operation(
    "cbrt",
    .call("cbrt"),
    .unary(.cbrt) { _, y in try .term(1 / (3 * y.applying(.square))) }
  )
}

extension Definition {
  /// The real cube root, element by element.
  static let cbrt = Definition(
    Operation.cbrt,
    Documentation(
      "The real cube root, element by element.",
      formula: #"\sqrt[3]{x}"#,
      derivative: "1/(3 cbrt(x)^2)",
      edgeCases: "The derivative at 0 is inf.",
      example: "cbrt(-8)"
    ),
    samples: [.vectors([-3, 0.1, 2.5])]
  )
}
