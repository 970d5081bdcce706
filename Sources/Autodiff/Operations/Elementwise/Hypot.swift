extension Operation {
  public static let hypot: Operation = Operation(
    "hypot",
    .call("hypot"),
    .binary(
      .hypot,
      derivatives: BinaryDerivatives(
        left: { a, _, y in try .term(a / y) },
        right: { _, b, y in try .term(b / y) }
      )
    )
  )
}

extension Definition {
  /// The length of the hypotenuse, without overflow on the way.
  static let hypot = Definition(
    Operation.hypot,
    parameters: ["a", "b"],
    Documentation(
      "The length of the hypotenuse, without overflow on the way.",
      formula: #"\sqrt{a^2 + b^2}"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "a/hypot(a, b) for a, b/hypot(a, b) for b",
      edgeCases: "The derivative at (0, 0) is nan.",
      example: "hypot(3, 4)"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
