import TensorCore

extension Operation {
  /// The elements along an axis in rising order; equal ones share their derivatives evenly.
  public static func sort(axis: Int) -> Operation {
    Operation(
      "sort",
      .call("sort", extra: "axis=\(axis)"),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            try inputs[0].sorted(axis: axis, interruption: interruption)
          },
          pullback: { cotangent, inputs, _, _ in
            try cotangent.applying(.disarrange(axis: axis), inputs[0])
          },
          pushforward: { tangent, inputs, _, _ in
            try tangent.applying(.arrange(axis: axis), inputs[0])
          },
          batching: .shifted { _ in .sort(axis: axis + 1) }
        )
      )
    )
  }

  /// The first operand in the order that sorts the second, linear in the first.
  private static func arrange(axis: Int) -> Operation {
    rearrangement(
      "arrange",
      axis,
      { try $0.arranged(by: $1, axis: axis, interruption: $2) },
      transpose: { .disarrange(axis: axis) },
      again: { .arrange(axis: $0) }
    )
  }

  /// The transpose of `arrange`: what stands in sorted order goes back to its place.
  private static func disarrange(axis: Int) -> Operation {
    rearrangement(
      "disarrange",
      axis,
      { try $0.disarranged(by: $1, axis: axis, interruption: $2) },
      transpose: { .arrange(axis: axis) },
      again: { .disarrange(axis: $0) }
    )
  }

  private static func rearrangement(
    _ name: String,
    _ axis: Int,
    _ value: @escaping @Sendable (Tensor, Tensor, Interruption) throws -> Tensor,
    transpose: @escaping @Sendable () -> Operation,
    again: @escaping @Sendable (_ axis: Int) -> Operation
  ) -> Operation {
    Operation(
      name,
      .call(name, extra: "axis=\(axis)"),
      .general(
        GeneralRule(
          value: { inputs, interruption in try value(inputs[0], inputs[1], interruption) },
          pullback: { cotangent, inputs, _, index in
            try index == 0 ? cotangent.applying(transpose(), inputs[1]) : nil
          },
          pushforward: { tangent, inputs, _, index in
            guard index == 0 else { return nil }
            return try tangent.applying(again(axis), inputs[1])
          },
          batching: .together { _ in again(axis + 1) }
        )
      )
    )
  }

  /// The positions along an axis that put its elements in rising order.
  public static func argsort(axis: Int) -> Operation {
    Operation(
      "argsort",
      .call("argsort", extra: "axis=\(axis)"),
      isPiecewiseConstant: true,
      .general(
        GeneralRule(
          value: { inputs, interruption in
            try inputs[0].argsorted(axis: axis, interruption: interruption)
          },
          pullback: { _, _, _, _ in nil },
          pushforward: { _, _, _, _ in nil },
          batching: .shifted { _ in .argsort(axis: axis + 1) }
        )
      )
    )
  }
}

extension Definition {
  /// The elements along an axis in rising order.
  static let sort = ordering(
    "sort",
    Documentation(
      "The elements along an axis in rising order; with `axis=none` of all elements.",
      formula: #"x_{(1)} \le x_{(2)} \le \dots"#,
      shapes: "[...] -> [...]; [...] -> [n] with axis=none",
      derivative: "each element passes on the cotangent of the place it got",
      edgeCases: "Equal elements share the derivative evenly; nan comes last.",
      example: "sort([3, 1, 2])"
    )
  ) { .sort(axis: $0) }

  /// The positions that sort the elements along an axis.
  static let argsort = ordering(
    "argsort",
    Documentation(
      "The positions that put the elements along an axis in rising order.",
      formula: #"x_{i_1} \le x_{i_2} \le \dots"#,
      shapes: "[...] -> [...]; [...] -> [n] with axis=none",
      derivative: "0: piecewise constant",
      edgeCases: "Equal elements keep their order; nan comes last.",
      example: "argsort([3, 1, 2])"
    )
  ) { .argsort(axis: $0) }

  private static func ordering(
    _ name: String,
    _ documentation: Documentation,
    operation: @escaping @Sendable (Int) -> Operation
  ) -> Definition {
    let matrix = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])
    return Definition(
      name,
      parameters: [
        ParameterSpecification("x", .operand),
        ParameterSpecification("axis", .axes, default: .integer(-1)),
      ],
      documentation,
      samples: [
        Sample([matrix, .integer(-1)]), Sample([matrix, .axes([0])]), Sample([matrix, .absent]),
        Sample([.tensor([2], [1]), .axes([0])]),
        Sample([.tensor([3, 1, 2, 0], [2, 2, 1]), .axes([1])]),
      ]
    ) { graph, arguments in
      let x = try arguments.operand(0)
      if arguments.isAbsent(1) {
        return try graph.apply(operation(0), graph.apply(.reshape(to: [x.shape.count]), x))
      }
      return try graph.apply(operation(x.shape.axis(arguments.axis(1))), x)
    }
  }
}
