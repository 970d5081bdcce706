extension Operation {
  public static let relu: Operation = Operation(
    "relu",
    .call("relu"),
    .unary(.relu) { x, _ in try .term(x.applying(.step)) }
  )
}

extension Definition {
  /// The rectifier: x where it is positive, else 0.
  static let relu = Definition(
    Operation.relu,
    Documentation(
      "The rectifier: x where it is positive, else 0.",
      formula: #"\max(x, 0)"#,
      derivative: "1 for x > 0, else 0",
      edgeCases: "The derivative at 0 is 0.",
      example: "relu([-1, 2])"
    ),
    samples: [.vectors([-2, 0.5, 3])]
  )
}
