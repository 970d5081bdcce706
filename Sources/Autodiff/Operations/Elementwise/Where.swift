import TensorCore

extension Operation {
  /// The first or second choice, as a mask says; the other one is not visited by a gradient.
  public static let select: Operation = Operation(
    "where",
    .call("where"),
    .general(
      GeneralRule(
        derivativeUse: .first,
        program: ProgramRule { try $0.select($1[0], $1[1], $1[2]) },
        value: { inputs, _ in try Tensor.select(inputs[0], inputs[1], inputs[2]) },
        pullback: { cotangent, inputs, _, index in
          guard index > 0 else { return nil }
          let zero = try cotangent.zeros()
          let pair = index == 1 ? (cotangent, zero) : (zero, cotangent)
          return try inputs[0].applying(.select, pair.0, pair.1).summed(to: inputs[index].shape)
            .cast(to: inputs[index].dtype)
        },
        pushforward: { tangent, inputs, output, index in
          guard index > 0 else { return nil }
          let zero = try tangent.zeros()
          let pair = index == 1 ? (tangent, zero) : (zero, tangent)
          return try inputs[0].applying(.select, pair.0, pair.1).broadcast(to: output.shape)
        },
        batching: BatchingRule { try $0.broadcasting(1..<3) }
      )
    )
  )
}

extension Definition {
  /// Elements of `a` where the condition holds, else of `b`.
  static let select = Definition(
    Operation.select,
    parameters: ["condition", "a", "b"],
    Documentation(
      "Elements of `a` where the condition holds, else of `b`.",
      formula: #"\begin{cases} a & \text{if } c \\ b & \text{otherwise} \end{cases}"#,
      shapes: "[...], [...], [...] -> broadcast",
      derivative: "1 for the branch taken, 0 for the other",
      edgeCases: "A nan or infinity in the branch not taken reaches neither value nor gradient.",
      example: "where([1, 2, 3] > 1.5, 10, 0)"
    ),
    samples: [
      .vectors([1, 0, 1], [0.5, 2, 3], [1.5, -1, 4]),
      Sample([.tensor([1, 0], [2, 1]), .tensor([0.5, 2, 3], [3]), .tensor([1.5], .scalar)]),
    ]
  )
}
