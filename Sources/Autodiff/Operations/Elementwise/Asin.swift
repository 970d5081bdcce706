extension Operation {
  public static let asin: Operation = Operation(
    "asin",
    .call("asin"),
    domain: "-1 <= x <= 1",
    .unary(.asin) { x, _ in try .term(1 / (1 - x.applying(.square)).applying(.sqrt)) }
  )
}

extension Definition {
  /// The inverse sine, in radians.
  static let asin = Definition(
    Operation.asin,
    Documentation(
      "The inverse sine, in radians.",
      formula: #"\arcsin x"#,
      derivative: "1/sqrt(1 - x^2)",
      edgeCases: "Outside [-1, 1] nan; the derivative at the ends is inf.",
      example: "asin(1)"
    ),
    samples: [.vectors([-0.5, 0, 0.8])]
  )
}
