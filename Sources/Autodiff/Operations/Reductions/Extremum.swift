import TensorCore

extension Operation {
  public static func max(axes: [Int]?, keepsDimensions: Bool) -> Operation {
    extremum("max", isLargest: true, axes, keepsDimensions) {
      try $0.maximum(axes: axes, keepsDimensions: keepsDimensions)
    } again: {
      .max(axes: $0, keepsDimensions: keepsDimensions)
    }
  }

  public static func min(axes: [Int]?, keepsDimensions: Bool) -> Operation {
    extremum("min", isLargest: false, axes, keepsDimensions) {
      try $0.minimum(axes: axes, keepsDimensions: keepsDimensions)
    } again: {
      .min(axes: $0, keepsDimensions: keepsDimensions)
    }
  }

  private static func extremum(
    _ name: String,
    isLargest: Bool,
    _ axes: [Int]?,
    _ keepsDimensions: Bool,
    _ value: @escaping @Sendable (Tensor) throws -> Tensor,
    again: @escaping @Sendable ([Int]) -> Operation
  ) -> Operation {
    Operation(
      name,
      .call(name, extra: axisLabel(axes)),
      .general(
        GeneralRule(
          program: ProgramRule { program, inputs in
            try program.extremum(
              inputs[0],
              isLargest: isLargest,
              axes: axes,
              keepsDimensions: keepsDimensions
            )
          },
          value: { inputs, _ in try value(inputs[0]) },
          pullback: { cotangent, inputs, output, _ in
            let x = inputs[0]
            let (attained, share) = try ties(of: x, in: output, axes)
            let own = try cotangent.reshaped(to: share.shape)
            // No element attains a NaN, whose gradient is NaN throughout.
            return try attained.applying(
              .select,
              own.applying(.chain, share),
              own.applying(.chain, 0 * share)
            )
          },
          pushforward: { tangent, inputs, output, _ in
            let (attained, share) = try ties(of: inputs[0], in: output, axes)
            let slopes = try attained.applying(.select, share, 0 * share)
            let product = try tangent.applying(.chain, slopes)
            return try product.applying(.sum(axes: axes)).reshaped(to: output.shape)
          },
          batching: .shifted { again(BatchingRule.axes(axes, of: $0)) }
        )
      )
    )
  }

  /// Which elements attain the extremum, and one over their number with axes of size 1 for those that are reduced.
  private static func ties(
    of x: Term,
    in output: Term,
    _ axes: [Int]?
  ) throws -> (attained: Term, share: Term) {
    let shape = try x.shape.withOnes(at: axes)
    let attained = try x.applying(.equal, output.reshaped(to: shape))
    let one = try attained.applying(.select, x.constant(1), x.constant(0))
    return (attained, try 1 / one.applying(.sum(axes: axes)).reshaped(to: shape))
  }
}

extension Definition {
  /// The greatest element over all or some axes, or of two operands.
  static let max = extremum("max", "greatest", pair: .maximum) {
    .max(axes: $0, keepsDimensions: $1)
  }

  /// The least element over all or some axes, or of two operands.
  static let min = extremum("min", "least", pair: .minimum) { .min(axes: $0, keepsDimensions: $1) }

  private static func extremum(
    _ name: String,
    _ adjective: String,
    pair: Operation,
    reduction: @escaping @Sendable ([Int]?, Bool) -> Operation
  ) -> Definition {
    let matrix = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])
    return Definition(
      name,
      parameters: [
        ParameterSpecification("x", .operand),
        ParameterSpecification("other", .operand, default: .absent),
        .axis, .keepdims,
      ],
      Documentation(
        "The \(adjective) element over all or some axes, or of two operands element by element.",
        formula: "\\\(name)_i x_i",
        shapes: "[...] -> [...] without the reduced axes",
        derivative: "1 for the \(adjective) element, 0 for the others",
        edgeCases: "Ties share the derivative evenly; nan wins; of nothing a ValueError.",
        example: "\(name)([3, 1, 4])"
      ),
      samples: [
        Sample([matrix, .absent, .absent, .flag(false)]),
        Sample([matrix, .absent, .axes([0]), .flag(false)]),
        Sample([matrix, .absent, .axes([-1]), .flag(true)]),
        Sample([matrix, .tensor([0.1], .scalar), .absent, .flag(false)]),
      ],
      pair: pair
    ) { graph, arguments in
      let operand = try arguments.operand(0)
      if let other = arguments.optionalOperand(1) {
        guard arguments.isAbsent(2) else {
          throw TensorError.type("`\(name)` of two operands takes no axis")
        }
        return try graph.apply(pair, operand, other)
      }
      return try graph.apply(reduction(arguments.axes(2), arguments.flag(3)), operand)
    }
  }
}
