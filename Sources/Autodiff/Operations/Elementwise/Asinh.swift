extension Operation {
  public static let asinh: Operation = Operation(
    "asinh",
    .call("asinh"),
    .unary(.asinh) { x, _ in try .term(1 / (x.applying(.square) + 1).applying(.sqrt)) }
  )
}

extension Definition {
  /// The inverse hyperbolic sine.
  static let asinh = Definition(
    Operation.asinh,
    Documentation(
      "The inverse hyperbolic sine.",
      formula: #"\operatorname{arsinh} x"#,
      derivative: "1/sqrt(x^2 + 1)",
      edgeCases: "Odd; no overflow for large arguments.",
      example: "asinh(1)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
