extension Operation {
  public static let atan2: Operation = Operation(
    "atan2",
    .call("atan2"),
    .binary(
      .atan2,
      derivatives: BinaryDerivatives(
        left: { y, x, _ in try .term(x / (x.applying(.square) + y.applying(.square))) },
        right: { y, x, _ in try .term(-(y / (x.applying(.square) + y.applying(.square)))) }
      )
    )
  )
}

extension Definition {
  /// The angle of the point (x, y), in radians from -pi to pi.
  static let atan2 = Definition(
    Operation.atan2,
    parameters: ["y", "x"],
    Documentation(
      "The angle of the point (x, y), in radians from -pi to pi.",
      formula: #"\operatorname{atan2}(y, x)"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "x/(x^2 + y^2) for y, -y/(x^2 + y^2) for x",
      edgeCases: "atan2(0, 0) is 0; its derivative is nan.",
      example: "atan2(1, 1)"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
