extension Operation {
  public static let cos: Operation = Operation(
    "cos",
    .call("cos"),
    .unary(.cos) { x, _ in try .term(-x.applying(.sin)) }
  )
}

extension Definition {
  /// The cosine of an angle in radians, element by element.
  static let cos = Definition(
    Operation.cos,
    Documentation(
      "The cosine of an angle in radians, element by element.",
      formula: #"\cos x"#,
      derivative: "-sin(x)",
      edgeCases: "1 at 0; nan at ±inf.",
      example: "cos(pi)"
    ),
    samples: [.vectors([-2, 0, 0.5, 3])]
  )
}
