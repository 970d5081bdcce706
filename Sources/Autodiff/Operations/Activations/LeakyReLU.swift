import TensorCore

extension Operation {
  /// The operand where it is positive, else a multiple of it.
  public static func leakyReLU(slope: Double) -> Operation {
    Operation(
      "leaky_relu",
      .call("leaky_relu", extra: "slope=\(slope)"),
      .elementwise(
        { x in
          // The greater of the two is the one that is meant, unless the slope is steeper than 1.
          if slope <= 1 { return try (slope * x).mapped(.maximum, x) }
          return try Tensor.select(x.mapped(.greater, 0), x, slope * x)
        },
        derivative: { x, _ in
          try .term(
            x.applying(.greater, x.constant(0)).applying(.select, x.constant(1), x.constant(slope))
          )
        }
      )
    )
  }
}

extension Definition {
  /// The rectifier with a small slope below zero.
  static let leakyReLU = Definition(
    "leaky_relu",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("slope", .number, default: .number(0.01)),
    ],
    Documentation(
      "The rectifier with a small slope below zero: x where it is positive, else slope times x.",
      formula: #"\begin{cases} x & x > 0 \\ s\,x & x \le 0 \end{cases}"#,
      derivative: "1 for x > 0, else slope",
      edgeCases: "The derivative at 0 is slope.",
      source: "Maas, Hannun, Ng 2013",
      example: "leaky_relu([-1, 2])"
    ),
    samples: [
      Sample([.tensor([-2, 0.5, 3], [3]), .number(0.01)]),
      Sample([.tensor([-2, 0.5], [1, 2]), .number(0.3)]),
      Sample([.tensor([-0.7], .scalar), .number(0.01)]),
    ]
  ) { graph, arguments in
    try graph.apply(.leakyReLU(slope: arguments.number(1)), arguments.operand(0))
  }
}
