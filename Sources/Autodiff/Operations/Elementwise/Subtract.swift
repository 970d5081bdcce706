extension Operation {
  public static let subtract: Operation = Operation(
    "-",
    .infix("-", .sum),
    .binary(
      .subtract,
      derivatives: BinaryDerivatives(left: { _, _, _ in .one }, right: { _, _, _ in .minusOne })
    )
  )
}

extension Definition {
  /// The difference of two operands, element by element.
  static let subtract = Definition(
    Operation.subtract,
    parameters: ["a", "b"],
    Documentation(
      "The difference of two operands, element by element.",
      formula: "a - b",
      shapes: "[...], [...] -> broadcast",
      derivative: "1 for a, -1 for b",
      edgeCases: "inf - inf is nan.",
      example: "[1, 2] - 3"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
