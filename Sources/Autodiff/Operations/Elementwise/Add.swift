extension Operation {
  public static let add: Operation = Operation(
    "+",
    .infix("+", .sum),
    .binary(
      .add,
      derivatives: BinaryDerivatives(left: { _, _, _ in .one }, right: { _, _, _ in .one })
    )
  )
}

extension Definition {
  /// The sum of two operands, element by element.
  static let add = Definition(
    Operation.add,
    parameters: ["a", "b"],
    Documentation(
      "The sum of two operands, element by element.",
      formula: "a + b",
      shapes: "[...], [...] -> broadcast",
      derivative: "1 for both",
      edgeCases: "inf + (-inf) is nan.",
      example: "[1, 2] + 3"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}

extension Sample {
  /// Two operands of equal shape, and stretched against each other in every way.
  static func broadcasting(_ a: [Double], _ b: [Double]) -> [Sample] {
    [
      .numbers(a[0], b[0]),
      Sample([.tensor(a, [a.count]), .tensor(a.map { 1.1 * $0 + 1.5 * b[0] }, [a.count])]),
      Sample([.tensor(a, [a.count]), .tensor([b[0]], .scalar)]),
      Sample([.tensor([a[0]], .scalar), .tensor(b, [b.count])]),
      Sample([.tensor(a, [1, a.count]), .tensor(b, [b.count, 1])]),
    ]
  }
}
