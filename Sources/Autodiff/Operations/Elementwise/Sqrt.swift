extension Operation {
  public static let sqrt: Operation = Operation(
    "sqrt",
    .call("sqrt"),
    domain: "x >= 0",
    .unary(.sqrt) { _, y in try .term(1 / (2 * y)) }
  )
}

extension Definition {
  /// The square root, element by element.
  static let sqrt = Definition(
    Operation.sqrt,
    Documentation(
      "The square root, element by element.",
      formula: #"\sqrt{x}"#,
      derivative: "1/(2 sqrt(x))",
      edgeCases: "Of a negative number nan; the derivative at 0 is inf.",
      example: "sqrt(9)"
    ),
    samples: [.vectors([0.1, 1, 2.5])]
  )
}
