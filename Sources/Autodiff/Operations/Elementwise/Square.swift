extension Operation {
  public static let square: Operation = Operation(
    "square",
    .postfix("²"),
    .unary(.square) { x, _ in try .term(2 * x) }
  )
}

extension Definition {
  /// The square, element by element.
  static let square = Definition(
    Operation.square,
    Documentation(
      "The square, element by element.",
      formula: #"x^2"#,
      derivative: "2x",
      edgeCases: "Overflows to inf beyond about ±1.3e154.",
      example: "square([1, -2])"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
