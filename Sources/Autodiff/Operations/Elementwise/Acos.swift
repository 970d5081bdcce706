extension Operation {
  public static let acos: Operation = Operation(
    "acos",
    .call("acos"),
    domain: "-1 <= x <= 1",
    .unary(.acos) { x, _ in try .term(-(1 / (1 - x.applying(.square)).applying(.sqrt))) }
  )
}

extension Definition {
  /// The inverse cosine, in radians.
  static let acos = Definition(
    Operation.acos,
    Documentation(
      "The inverse cosine, in radians.",
      formula: #"\arccos x"#,
      derivative: "-1/sqrt(1 - x^2)",
      edgeCases: "Outside [-1, 1] nan; the derivative at the ends is -inf.",
      example: "acos(0)"
    ),
    samples: [.vectors([-0.5, 0, 0.8])]
  )
}
