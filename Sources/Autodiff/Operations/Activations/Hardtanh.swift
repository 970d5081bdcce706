import TensorCore

extension Operation {
  /// The operand, but at least -1 and at most 1.
  public static let hardtanh: Operation = Operation(
    "hardtanh",
    .call("hardtanh"),
    .elementwise(
      { x in try x.mapped(.maximum, -1).mapped(.minimum, 1) },
      derivative: { x, _ in
        let isInside = try x.applying(.abs).applying(.less, x.constant(1))
        return try .term(isInside.applying(.select, x.constant(1), x.constant(0)))
      }
    )
  )
}

extension Definition {
  /// The identity between -1 and 1, constant beyond.
  static let hardtanh = Definition(
    Operation.hardtanh,
    Documentation(
      "The identity between -1 and 1, constant beyond.",
      formula: #"\max(-1, \min(1, x))"#,
      derivative: "1 for |x| < 1, else 0",
      edgeCases: "The derivative at -1 and 1 is 0; nan stays nan.",
      example: "hardtanh([-2, 0.5, 3])"
    ),
    samples: [.vectors([-2, 0.5, 3]), .numbers(-0.3), Sample([.tensor([-0.1, 1.3], [2, 1])])]
  )
}
