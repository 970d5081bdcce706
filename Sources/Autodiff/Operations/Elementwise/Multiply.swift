extension Operation {
  public static let multiply: Operation = Operation(
    "*",
    .infix("*", .product),
    .binary(
      .multiply,
      derivatives: BinaryDerivatives(
        left: { _, b, _ in .term(b) },
        right: { a, _, _ in .term(a) }
      )
    )
  )
}

extension Definition {
  /// The product of two operands, element by element.
  static let multiply = Definition(
    Operation.multiply,
    parameters: ["a", "b"],
    Documentation(
      "The product of two operands, element by element.",
      formula: "a b",
      shapes: "[...], [...] -> broadcast",
      derivative: "b for a, a for b",
      edgeCases: "0 · inf is nan.",
      example: "[1, 2] * 3"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
