import TensorCore

extension Operation {
  /// `scale` times the operand where it is positive, else times alpha·(exp(x) - 1).
  static func exponentialUnit(
    _ name: String,
    _ notation: Notation,
    alpha: Double,
    scale: Double
  ) -> Operation {
    Operation(
      name,
      notation,
      .elementwise(
        { x in
          let below = try (alpha * scale) * x.mapped(.expm1)
          return try Tensor.select(x.mapped(.greater, 0), scale * x, below)
        },
        derivative: { x, _ in
          let isPositive = try x.applying(.greater, x.constant(0))
          // Only what lies below zero goes through exp, so that large arguments cannot overflow.
          let below = try isPositive.applying(.select, x.constant(0), x).applying(.exp)
          return try .term(
            isPositive.applying(.select, x.constant(scale), (alpha * scale) * below)
          )
        }
      )
    )
  }

  public static func elu(alpha: Double) -> Operation {
    exponentialUnit("elu", .call("elu", extra: "alpha=\(alpha)"), alpha: alpha, scale: 1)
  }

  /// The unit whose constants make mean 0 and variance 1 a fixed point.
  ///
  /// - Source: Klambauer et al. 2017, equation 14.
  public static let selu: Operation = exponentialUnit(
    "selu",
    .call("selu"),
    alpha: 1.6732632423543772848,
    scale: 1.0507009873554804934
  )
}

extension Definition {
  /// The exponential linear unit.
  static let elu = Definition(
    "elu",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("alpha", .number, default: .number(1)),
    ],
    Documentation(
      "The exponential linear unit: x where it is positive, else alpha (exp(x) - 1).",
      formula: #"\begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}"#,
      derivative: "1 for x > 0, else alpha exp(x)",
      edgeCases: "The derivative at 0 is alpha.",
      source: "Clevert, Unterthiner, Hochreiter 2016",
      example: "elu([-1, 2])"
    ),
    samples: [
      Sample([.tensor([-2, 0.5, 3], [3]), .number(1)]),
      Sample([.tensor([-2, 0.5, -0.1, 1], [2, 2]), .number(0.7)]),
      Sample([.tensor([-0.7], .scalar), .number(1)]),
    ]
  ) { graph, arguments in
    try graph.apply(.elu(alpha: arguments.number(1)), arguments.operand(0))
  }

  /// The self-normalising exponential linear unit.
  static let selu = Definition(
    Operation.selu,
    Documentation(
      "The self-normalising exponential linear unit: elu with fixed alpha and scale.",
      formula: #"\lambda \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}"#,
      derivative: "1.0507 for x > 0, else 1.7581 exp(x)",
      edgeCases: "The derivative at 0 is 1.7581, that from below.",
      source: "Klambauer et al. 2017, equation 2",
      example: "selu([-1, 2])"
    ),
    samples: [.vectors([-2, 0.5, 3]), .numbers(-0.7), .numbers(1.5)]
  )
}
