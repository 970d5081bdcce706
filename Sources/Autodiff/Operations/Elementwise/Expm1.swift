extension Operation {
  public static let expm1: Operation = Operation(
    "expm1",
    .call("expm1"),
    .unary(.expm1) { _, y in try .term(y + 1) }
  )
}

extension Definition {
  /// exp(x) - 1 without cancellation near 0.
  static let expm1 = Definition(
    Operation.expm1,
    Documentation(
      "exp(x) - 1 without cancellation near 0.",
      formula: #"e^{x} - 1"#,
      derivative: "exp(x)",
      edgeCases: "-1 at -inf; all digits near 0.",
      example: "expm1(1e-12)"
    ),
    samples: [.vectors([-2, 0.001, 0.5, 3])]
  )
}
