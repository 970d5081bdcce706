import TensorCore

extension Operation {
  /// The operand over one more than its magnitude.
  public static let softsign: Operation = Operation(
    "softsign",
    .call("softsign"),
    .elementwise(
      { x in try x / (x.mapped(.absolute) + 1) },
      derivative: { x, _ in
        try .term((x.applying(.abs) + 1).applying(.square).applying(.reciprocal))
      }
    )
  )
}

extension Definition {
  /// A sigmoid with polynomial tails.
  static let softsign = Definition(
    Operation.softsign,
    Documentation(
      "A smooth step from -1 to 1 with polynomial tails: x/(1 + |x|).",
      formula: #"\frac{x}{1 + |x|}"#,
      derivative: "1/(1 + |x|)^2",
      edgeCases: "The second derivative jumps at 0 and counts as 0 there; of an infinity nan.",
      example: "softsign([-1, 2])"
    ),
    samples: [.vectors([-2, 0.3, 0.5]), .numbers(1.3)]
  )
}
