extension Operation {
  public static let sinh: Operation = Operation(
    "sinh",
    .call("sinh"),
    .unary(.sinh) { x, _ in try .term(x.applying(.cosh)) }
  )
}

extension Definition {
  /// The hyperbolic sine, element by element.
  static let sinh = Definition(
    Operation.sinh,
    Documentation(
      "The hyperbolic sine, element by element.",
      formula: #"\sinh x"#,
      derivative: "cosh(x)",
      edgeCases: "Overflows to ±inf beyond about ±710.",
      example: "sinh(1)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
