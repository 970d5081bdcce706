extension Operation {
  public static let sign: Operation = Operation(
    "sign",
    .call("sign"),
    isPiecewiseConstant: true,
    .unary(.sign, derivative: nil)
  )
}

extension Operation {
  /// The sign as a slope: nobody wonders why the derivative of that is 0.
  static let slopeSign: Operation = Operation("sign", .call("sign"), .unary(.sign, derivative: nil))
}

extension Definition {
  /// The sign: -1, 0 or 1, element by element.
  static let sign = Definition(
    Operation.sign,
    Documentation(
      "The sign: -1, 0 or 1, element by element.",
      formula: #"\operatorname{sgn} x"#,
      derivative: "0",
      edgeCases: "Piecewise constant: the derivative is 0 everywhere, also at 0.",
      example: "sign([-2, 0, 3])"
    ),
    samples: [.vectors([-2, 0.5, 3])]
  )
}
