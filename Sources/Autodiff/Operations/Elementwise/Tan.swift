extension Operation {
  public static let tan: Operation = Operation(
    "tan",
    .call("tan"),
    .unary(.tan) { _, y in try .term(y.applying(.square) + 1) }
  )
}

extension Definition {
  /// The tangent of an angle in radians, element by element.
  static let tan = Definition(
    Operation.tan,
    Documentation(
      "The tangent of an angle in radians, element by element.",
      formula: #"\tan x"#,
      derivative: "1 + tan(x)^2",
      edgeCases: "Large near odd multiples of π/2, of which none is a float64; nan at ±inf.",
      example: "tan(pi / 4)"
    ),
    samples: [.vectors([-1, 0, 0.5])]
  )
}
