extension Operation {
  public static let ceil: Operation = Operation(
    "ceil",
    .call("ceil"),
    isPiecewiseConstant: true,
    .unary(.ceil, derivative: nil)
  )
}

extension Definition {
  /// The least whole number that is not below x.
  static let ceil = Definition(
    Operation.ceil,
    Documentation(
      "The least whole number that is not below x.",
      formula: #"\lceil x \rceil"#,
      derivative: "0",
      edgeCases: "Piecewise constant: the derivative is 0 everywhere.",
      example: "ceil([-1.5, 2.2])"
    ),
    samples: [.vectors([-2.3, 0.5, 3.1])]
  )
}
