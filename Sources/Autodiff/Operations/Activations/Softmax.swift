import TensorCore

extension Operation {
  /// Positive numbers that sum to one along an axis, in proportion to the exponentials.
  public static func softmax(axis: Int) -> Operation {
    Operation(
      "softmax",
      .call("softmax", extra: "axis=\(axis)"),
      .general(
        GeneralRule(
          program: ProgramRule { program, inputs in
            let shifted = try program.shifted(inputs[0], axis)
            let powers = try program.apply(.exp, to: shifted)
            let sum = try program.sum(powers, axes: [axis], keepsDimensions: true)
            return try program.apply(.divide, to: powers, sum)
          },
          value: { inputs, _ in
            let x = inputs[0]
            guard x.count > 0 else { return try x.cast(to: x.dtype.arithmetic) }
            // log-sum-exp: subtract the maximum so that exp cannot overflow.
            let powers = try (x - x.maximum(axes: [axis], keepsDimensions: true)).mapped(.exp)
            return try powers / powers.sum(axes: [axis], keepsDimensions: true)
          },
          // The Jacobian diag(y) - y yᵀ is symmetric, so both modes are one rule.
          pullback: { cotangent, _, y, _ in try product(cotangent, y, axis) },
          pushforward: { tangent, _, y, _ in try product(tangent, y, axis) },
          batching: .shifted { _ in .softmax(axis: BatchingRule.axis(axis)) }
        )
      )
    )
  }

  private static func product(_ vector: Term, _ y: Term, _ axis: Int) throws -> Term {
    let weighted = try vector.applying(.chain, y)
    let sum = try weighted.applying(.sum(axes: [axis], keepsDimensions: true))
    return try weighted - sum.broadcast(to: y.shape).applying(.chain, y)
  }

  /// The logarithm of `softmax`, without the loss of digits.
  public static func logSoftmax(axis: Int) -> Operation {
    Operation(
      "log_softmax",
      .call("log_softmax", extra: "axis=\(axis)"),
      .general(
        GeneralRule(
          program: ProgramRule { program, inputs in
            let shifted = try program.shifted(inputs[0], axis)
            let powers = try program.apply(.exp, to: shifted)
            let sum = try program.sum(powers, axes: [axis], keepsDimensions: true)
            return try program.apply(.subtract, to: shifted, program.apply(.log, to: sum))
          },
          value: { inputs, _ in
            let x = inputs[0]
            guard x.count > 0 else { return try x.cast(to: x.dtype.arithmetic) }
            let shifted = try x - x.maximum(axes: [axis], keepsDimensions: true)
            let sum = try shifted.sum(of: .exp, axes: [axis], keepsDimensions: true)
            return try shifted - sum.mapped(.log)
          },
          pullback: { cotangent, _, y, _ in
            let sum = try cotangent.applying(.sum(axes: [axis], keepsDimensions: true))
            return try cotangent - sum.broadcast(to: y.shape).applying(.chain, y.applying(.exp))
          },
          pushforward: { tangent, _, y, _ in
            let mean = try tangent.applying(.chain, y.applying(.exp))
              .applying(.sum(axes: [axis], keepsDimensions: true))
            return try tangent - mean.broadcast(to: y.shape)
          },
          batching: .shifted { _ in .logSoftmax(axis: BatchingRule.axis(axis)) }
        )
      )
    )
  }
}

extension TensorProgram {
  /// The operand without its largest element along an axis.
  fileprivate mutating func shifted(_ x: Value, _ axis: Int) throws -> Value {
    let largest = try extremum(x, isLargest: true, axes: [axis], keepsDimensions: true)
    return try apply(.subtract, to: x, largest)
  }
}

extension Definition {
  /// Positive numbers that sum to one along an axis.
  static let softmax = alongAxis(
    "softmax",
    Documentation(
      "Positive numbers that sum to one along an axis, in proportion to exp(x); stable.",
      formula: #"\frac{e^{x_i}}{\sum_j e^{x_j}}"#,
      derivative: "y_i (δ_ij - y_j)",
      edgeCases: "No overflow at ±1000; a number has no axis, which is an error.",
      example: "softmax([1, 2, 3])"
    )
  ) { .softmax(axis: $0) }

  /// The logarithm of softmax.
  static let logSoftmax = alongAxis(
    "log_softmax",
    Documentation(
      "The logarithm of softmax along an axis, stable where softmax itself would be 0.",
      formula: #"x_i - \ln \sum_j e^{x_j}"#,
      derivative: "δ_ij - softmax(x)_j",
      edgeCases: "No overflow at ±1000; a number has no axis, which is an error.",
      example: "log_softmax([1, 2, 3])"
    )
  ) { .logSoftmax(axis: $0) }

  private static func alongAxis(
    _ name: String,
    _ documentation: Documentation,
    operation: @escaping @Sendable (Int) -> Operation
  ) -> Definition {
    let matrix = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])
    return Definition(
      name,
      parameters: [
        ParameterSpecification("x", .operand),
        ParameterSpecification("axis", .integer, default: .integer(-1)),
      ],
      documentation,
      samples: [
        Sample([.tensor([0.3, -1, 2], [3]), .integer(-1)]), Sample([matrix, .integer(-1)]),
        Sample([matrix, .integer(0)]), Sample([.tensor([5], [1]), .integer(0)]),
        Sample([.tensor([5, 1, -1, 0], [2, 1, 2]), .integer(1)]),
      ]
    ) { graph, arguments in
      let x = try arguments.operand(0)
      return try graph.apply(operation(x.shape.axis(arguments.integer(1))), x)
    }
  }
}
