import TensorCore

extension Operation {
  /// Each element plus all before it along an axis, or all after it.
  public static func cumsum(axis: Int, reversed: Bool = false) -> Operation {
    Operation(
      "cumsum",
      .call("cumsum", extra: "axis=\(axis)" + (reversed ? ", reversed" : "")),
      .linear(
        LinearRule(
          value: { inputs, interruption in
            try inputs[0].cumulativeSum(
              axis: axis,
              reversed: reversed,
              interruption: interruption
            )
          },
          transpose: { cotangent, _, _ in
            try cotangent.applying(.cumsum(axis: axis, reversed: !reversed))
          },
          batching: .shifted { _ in .cumsum(axis: axis + 1, reversed: reversed) }
        )
      )
    )
  }
}

extension Definition {
  /// Running sums along an axis.
  static let cumsum = alongOptionalAxis(
    "cumsum",
    Documentation(
      "Running sums along an axis, or over all elements in row-major order.",
      formula: #"y_i = \sum_{j \le i} x_j"#,
      shapes: "[...] -> [...] along an axis; [...] -> [n] without one",
      derivative: "1 for every element up to the one",
      edgeCases: "Of nothing nothing; a nan or infinity stays in all later sums.",
      example: "cumsum([1, 2, 6])"
    ),
    values: [1, -2, 0.5, 3, 4.2, -0.7]
  ) { .cumsum(axis: $0) }

  /// A function along one axis, or over the flattened operand.
  static func alongOptionalAxis(
    _ name: String,
    _ documentation: Documentation,
    values: [Double],
    operation: @escaping @Sendable (Int) -> Operation
  ) -> Definition {
    let matrix = Sample.Entry.tensor(values, [2, 3])
    return Definition(
      name,
      parameters: [
        ParameterSpecification("x", .operand),
        ParameterSpecification("axis", .integer, default: .absent, keywordOnly: true),
      ],
      documentation,
      samples: [
        Sample([matrix, .absent]), Sample([matrix, .integer(0)]), Sample([matrix, .integer(-1)]),
        Sample([.tensor(values, [1, 3, 2]), .integer(1)]),
        Sample([.tensor([2], [1]), .integer(0)]),
        Sample([.tensor([1.5], .scalar), .absent]),
      ]
    ) { graph, arguments in
      let x = try arguments.operand(0)
      guard !arguments.isAbsent(1) else {
        return try graph.apply(operation(0), graph.apply(.reshape(to: [x.shape.count]), x))
      }
      return try graph.apply(operation(x.shape.axis(arguments.integer(1))), x)
    }
  }
}
