import TensorCore

extension Operation {
  /// The inverse of the sigmoid.
  public static let logit: Operation = Operation(
    "logit",
    .call("logit"),
    domain: "0 < x < 1",
    .elementwise(
      { x in
        // Near 1/2 the difference of two logarithms would lose digits, near 0 the other form does.
        let small = try x.mapped(.log) - (-1 * x).mapped(.log1p)
        let large = try 2 * (2 * x + -1).mapped(.atanh)
        return try Tensor.select(x.mapped(.less, 0.25), small, large)
      },
      derivative: { x, _ in try .term((x * (1 - x)).applying(.reciprocal)) }
    )
  )
}

extension Definition {
  /// The logarithm of the odds, the inverse of sigmoid.
  static let logit = Definition(
    Operation.logit,
    Documentation(
      "The logarithm of the odds of a probability, the inverse of sigmoid.",
      formula: #"\ln \frac{x}{1 - x}"#,
      derivative: "1/(x (1 - x))",
      edgeCases: "-inf at 0, inf at 1, nan outside of [0, 1].",
      example: "logit([0.5, 0.9])"
    ),
    samples: [.vectors([0.2, 0.5, 0.7]), .numbers(0.1)]
  )
}
