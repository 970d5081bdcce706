extension Operation {
  public static let atanh: Operation = Operation(
    "atanh",
    .call("atanh"),
    domain: "-1 < x < 1",
    .unary(.atanh) { x, _ in try .term(1 / (1 - x.applying(.square))) }
  )
}

extension Definition {
  /// The inverse hyperbolic tangent.
  static let atanh = Definition(
    Operation.atanh,
    Documentation(
      "The inverse hyperbolic tangent.",
      formula: #"\operatorname{artanh} x"#,
      derivative: "1/(1 - x^2)",
      edgeCases: "Infinite at -1 and 1, nan beyond.",
      example: "atanh(0.5)"
    ),
    samples: [.vectors([-0.5, 0, 0.8])]
  )
}
