extension Operation {
  public static let log1p: Operation = Operation(
    "log1p",
    .call("log1p"),
    domain: "x > -1",
    .unary(.log1p) { x, _ in try .term(1 / (x + 1)) }
  )
}

extension Definition {
  /// log(1 + x) without cancellation near 0.
  static let log1p = Definition(
    Operation.log1p,
    Documentation(
      "log(1 + x) without cancellation near 0.",
      formula: #"\ln(1 + x)"#,
      derivative: "1/(1 + x)",
      edgeCases: "log1p(-1) is -inf.",
      example: "log1p(1e-12)"
    ),
    samples: [.vectors([-0.5, 0.001, 2.5])]
  )
}
