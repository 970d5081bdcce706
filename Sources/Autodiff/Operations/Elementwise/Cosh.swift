extension Operation {
  public static let cosh: Operation = Operation(
    "cosh",
    .call("cosh"),
    .unary(.cosh) { x, _ in try .term(x.applying(.sinh)) }
  )
}

extension Definition {
  /// The hyperbolic cosine, element by element.
  static let cosh = Definition(
    Operation.cosh,
    Documentation(
      "The hyperbolic cosine, element by element.",
      formula: #"\cosh x"#,
      derivative: "sinh(x)",
      edgeCases: "Overflows to inf above about 710.",
      example: "cosh(1)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
