extension Operation {
  public static let acosh: Operation = Operation(
    "acosh",
    .call("acosh"),
    domain: "x >= 1",
    .unary(.acosh) { x, _ in try .term(1 / (x.applying(.square) - 1).applying(.sqrt)) }
  )
}

extension Definition {
  /// The inverse hyperbolic cosine.
  static let acosh = Definition(
    Operation.acosh,
    Documentation(
      "The inverse hyperbolic cosine.",
      formula: #"\operatorname{arcosh} x"#,
      derivative: "1/sqrt(x^2 - 1)",
      edgeCases: "Below 1 nan; the derivative at 1 is inf.",
      example: "acosh(2)"
    ),
    samples: [.vectors([1.5, 2, 3])]
  )
}
