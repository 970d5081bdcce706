extension Operation {
  public static let tanh: Operation = Operation(
    "tanh",
    .call("tanh"),
    .unary(.tanh) { _, y in try .term(1 - y.applying(.square)) }
  )
}

extension Definition {
  /// The hyperbolic tangent, element by element.
  static let tanh = Definition(
    Operation.tanh,
    Documentation(
      "The hyperbolic tangent, element by element.",
      formula: #"\tanh x"#,
      derivative: "1 - tanh(x)^2",
      edgeCases: "±1 at ±inf.",
      example: "tanh(0.5)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
