extension Operation {
  public static let atan: Operation = Operation(
    "atan",
    .call("atan"),
    .unary(.atan) { x, _ in try .term(1 / (x.applying(.square) + 1)) }
  )
}

extension Definition {
  /// The inverse tangent, in radians.
  static let atan = Definition(
    Operation.atan,
    Documentation(
      "The inverse tangent, in radians.",
      formula: #"\arctan x"#,
      derivative: "1/(1 + x^2)",
      edgeCases: "±π/2 at ±inf.",
      example: "4 * atan(1)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
