import TensorCore

extension Operation {
  /// The first position of an extremum along an axis, or in row-major order.
  private static func position(
    _ name: String,
    _ axis: Int?,
    _ value: @escaping @Sendable (Tensor, Interruption) throws -> Tensor,
    again: @escaping @Sendable (Int) -> Operation
  ) -> Operation {
    Operation(
      name,
      .call(name, extra: axis.map { "axis=\($0)" } ?? ""),
      isPiecewiseConstant: true,
      .general(
        GeneralRule(
          value: { try value($0[0], $1) },
          pullback: { _, _, _, _ in nil },
          pushforward: { _, _, _, _ in nil },
          batching: BatchingRule { batch in
            if let axis { return try batch[0].term.applying(again(axis + 1)) }
            let flat = try batch[0].term.reshaped(to: [batch.count, batch[0].shape.count])
            return try flat.applying(again(1))
          }
        )
      )
    )
  }

  public static func argmax(axis: Int?) -> Operation {
    position("argmax", axis) {
      try $0.argmax(axis: axis, interruption: $1)
    } again: {
      .argmax(axis: $0)
    }
  }

  public static func argmin(axis: Int?) -> Operation {
    position("argmin", axis) {
      try $0.argmin(axis: axis, interruption: $1)
    } again: {
      .argmin(axis: $0)
    }
  }
}

extension Definition {
  /// The first position of the greatest element.
  static let argmax = position("argmax", "greatest", formula: #"\arg\max_i x_i"#) {
    .argmax(axis: $0)
  }

  /// The first position of the least element.
  static let argmin = position("argmin", "least", formula: #"\arg\min_i x_i"#) {
    .argmin(axis: $0)
  }

  private static func position(
    _ name: String,
    _ adjective: String,
    formula: String,
    operation: @escaping @Sendable (Int?) -> Operation
  ) -> Definition {
    let matrix = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])
    return Definition(
      name,
      parameters: [ParameterSpecification("x", .operand), .axis, .keepdims],
      Documentation(
        "The first position of the \(adjective) element along an axis, or in row-major order.",
        formula: formula,
        shapes: "[...] -> [...] without the axis",
        derivative: "0: piecewise constant",
        edgeCases: "Of ties the first; nan wins; of nothing a ValueError.",
        example: "\(name)([3, 1, 4])"
      ),
      samples: [
        Sample([matrix, .absent, .flag(false)]), Sample([matrix, .axes([0]), .flag(false)]),
        Sample([matrix, .axes([-1]), .flag(true)]), Sample([matrix, .absent, .flag(true)]),
      ]
    ) { graph, arguments in
      let x = try arguments.operand(0)
      let axis = arguments.isAbsent(1) ? nil : try x.shape.axis(arguments.axis(1))
      let found = try graph.apply(operation(axis), x)
      guard try arguments.flag(2) else { return found }
      return try graph.apply(.reshape(to: x.shape.withOnes(at: axis.map { [$0] })), found)
    }
  }
}
