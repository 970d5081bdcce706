extension Operation {
  public static let log2: Operation = Operation(
    "log2",
    .call("log2"),
    domain: "x > 0",
    .unary(.log2) { x, _ in try .term(1 / (0.693147180559945309417 * x)) }
  )
}

extension Definition {
  /// The logarithm to base 2, element by element.
  static let log2 = Definition(
    Operation.log2,
    Documentation(
      "The logarithm to base 2, element by element.",
      formula: #"\log_2 x"#,
      derivative: "1/(x ln 2)",
      edgeCases: "log2(0) is -inf.",
      example: "log2(8)"
    ),
    samples: [.vectors([0.1, 1, 2.5])]
  )
}
