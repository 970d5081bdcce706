extension Operation {
  public static let abs: Operation = Operation(
    "abs",
    .call("abs"),
    .unary(.absolute) { x, _ in try .term(x.applying(.slopeSign)) }
  )
}

extension Definition {
  /// The absolute value, element by element.
  static let abs = Definition(
    Operation.abs,
    Documentation(
      "The absolute value, element by element.",
      formula: #"\lvert x \rvert"#,
      derivative: "sign(x)",
      edgeCases: "The derivative at 0 is 0.",
      example: "abs([-1, 2])"
    ),
    samples: [.vectors([-2, 0.5, 3])]
  )
}
