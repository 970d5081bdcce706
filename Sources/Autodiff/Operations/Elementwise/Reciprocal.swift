extension Operation {
  public static let reciprocal: Operation = Operation(
    "reciprocal",
    .call("reciprocal"),
    domain: "x != 0",
    .unary(.reciprocal) { _, y in try .term(-y.applying(.square)) }
  )
}

extension Definition {
  /// One over x, element by element.
  static let reciprocal = Definition(
    Operation.reciprocal,
    Documentation(
      "One over x, element by element.",
      formula: #"\frac{1}{x}"#,
      derivative: "-1/x^2",
      edgeCases: "At 0 infinite.",
      example: "reciprocal(4)"
    ),
    samples: [.vectors([-2, 0.5, 3])]
  )
}
