extension Operation {
  public static let log10: Operation = Operation(
    "log10",
    .call("log10"),
    domain: "x > 0",
    .unary(.log10) { x, _ in try .term(1 / (2.30258509299404568402 * x)) }
  )
}

extension Definition {
  /// The logarithm to base 10, element by element.
  static let log10 = Definition(
    Operation.log10,
    Documentation(
      "The logarithm to base 10, element by element.",
      formula: #"\log_{10} x"#,
      derivative: "1/(x ln 10)",
      edgeCases: "log10(0) is -inf.",
      example: "log10(1000)"
    ),
    samples: [.vectors([0.1, 1, 2.5])]
  )
}
