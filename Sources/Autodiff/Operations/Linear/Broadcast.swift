public import TensorCore

extension Operation {
  /// The operand repeated along new or stretched axes.
  public static func broadcast(to target: Shape) -> Operation {
    Operation(
      "broadcast_to",
      .call("broadcast_to", extra: "\(target)"),
      .linear(
        LinearRule(
          moves: true,
          blockForm: .broadcast,
          program: ProgramRule { try $0.broadcast($1[0], to: target) },
          value: { inputs, interruption in try inputs[0].broadcast(to: target, interruption) },
          transpose: { cotangent, inputs, _ in try cotangent.summed(to: inputs[0].shape) },
          batching: BatchingRule { batch in
            try batch.aligned(0, rank: target.rank).broadcast(to: batch.shape)
          }
        )
      )
    )
  }

  /// The sum over what broadcasting repeated: the transpose of `broadcast`.
  public static func sumTo(_ target: Shape) -> Operation {
    Operation(
      "sum_to",
      .call("sum_to", extra: "\(target)"),
      .linear(
        LinearRule(
          blockForm: .sum,
          program: ProgramRule { try $0.sum($1[0], to: target) },
          value: { inputs, _ in try inputs[0].summed(to: target) },
          transpose: { cotangent, inputs, _ in try cotangent.broadcast(to: inputs[0].shape) },
          batching: BatchingRule { batch in
            let ones = [Int](repeating: 1, count: batch[0].shape.rank - target.rank)
            let sizes = [batch.count] + ones + target.dimensions
            return try batch[0].term.summed(to: Shape(sizes)).reshaped(to: batch.shape)
          }
        )
      )
    )
  }
}

extension Definition {
  /// The operand repeated to a given shape.
  static let broadcastTo = Definition(
    "broadcast_to",
    parameters: [ParameterSpecification("x", .operand), ParameterSpecification("shape", .sizes)],
    Documentation(
      "The operand repeated to a given shape.",
      formula: "x",
      shapes: "[...] -> shape",
      derivative: "the sum over the repeated axes",
      edgeCases: "Axes are aligned from the last; only an axis of 1 is repeated.",
      example: "broadcast_to([1, 2], (3, 2))"
    ),
    samples: [
      Sample([.tensor([1, 2], [2]), .sizes([3, 2])]), Sample([.tensor([1], []), .sizes([2])]),
    ]
  ) { graph, arguments in
    try graph.apply(
      .broadcast(to: Shape.validated(arguments.sizes(1))),
      arguments.operand(0)
    )
  }
}
