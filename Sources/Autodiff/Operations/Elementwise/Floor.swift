extension Operation {
  public static let floor: Operation = Operation(
    "floor",
    .call("floor"),
    isPiecewiseConstant: true,
    .unary(.floor, derivative: nil)
  )
}

extension Definition {
  /// The greatest whole number that is not above x.
  static let floor = Definition(
    Operation.floor,
    Documentation(
      "The greatest whole number that is not above x.",
      formula: #"\lfloor x \rfloor"#,
      derivative: "0",
      edgeCases: "Piecewise constant: the derivative is 0 everywhere.",
      example: "floor([-1.5, 2.7])"
    ),
    samples: [.vectors([-2.3, 0.5, 3.1])]
  )
}
