extension Operation {
  public static let divide: Operation = Operation(
    "/",
    .infix("/", .product),
    domain: "b != 0",
    .binary(
      .divide,
      derivatives: BinaryDerivatives(
        left: { _, b, _ in try .term(1 / b) },
        right: { _, b, y in try .term(-(y / b)) }
      )
    )
  )
}

extension Definition {
  /// The quotient of two operands, element by element.
  static let divide = Definition(
    Operation.divide,
    parameters: ["a", "b"],
    Documentation(
      "The quotient of two operands, element by element.",
      formula: #"\frac{a}{b}"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "1/b for a, -a/b^2 for b",
      edgeCases: "Division by 0 is infinite, 0/0 nan; both draw a warning.",
      example: "[1, 2] / 4"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
