extension Operation {
  /// The operand itself, as a node of its own: the leaf that a transform differentiates by.
  public static let identity: Operation = Operation(
    "identity",
    .transparent,
    .linear(
      LinearRule(
        program: ProgramRule { $1[0] },
        value: { inputs, _ in inputs[0] },
        transpose: { cotangent, _, _ in cotangent },
        batching: .elementwise
      )
    )
  )
}

extension Definition {
  /// The operand itself.
  static let identity = Definition(
    Operation.identity,
    Documentation(
      "The operand itself.",
      formula: "x",
      derivative: "1",
      edgeCases: "None: also for nan.",
      example: "identity([1, 2])"
    ),
    samples: [.vectors([1, -2, 0.5])]
  )
}
