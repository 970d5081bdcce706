public import TensorCore

extension Operation {
  /// The same elements in row-major order under another shape of equal size.
  public static func reshape(to target: Shape) -> Operation {
    Operation(
      "reshape",
      .call("reshape", extra: "\(target)"),
      .linear(
        LinearRule(
          moves: true,
          program: ProgramRule { try $0.reshape($1[0], to: target) },
          value: { inputs, _ in try inputs[0].reshaped(to: target) },
          transpose: { cotangent, inputs, _ in try cotangent.reshaped(to: inputs[0].shape) },
          batching: BatchingRule { batch in try batch[0].term.reshaped(to: batch.shape) }
        )
      )
    )
  }
}

extension Definition {
  /// The same elements in row-major order under another shape.
  static let reshape = Definition(
    "reshape",
    parameters: [ParameterSpecification("x", .operand), ParameterSpecification("shape", .sizes)],
    Documentation(
      "The same elements in row-major order under another shape.",
      formula: "x",
      shapes: "[...] -> shape",
      derivative: "the cotangent in the shape of x",
      edgeCases: "One size may be -1: it follows from the others.",
      example: "reshape(1..<7, (2, 3))"
    ),
    samples: [Sample([.tensor([1, 2, 3, 4, 5, 6], [6]), .sizes([2, -1])])]
  ) { graph, arguments in
    let operand = try arguments.operand(0)
    return try graph.apply(
      .reshape(to: Shape.resolving(arguments.sizes(1), for: operand.shape)),
      operand
    )
  }

  /// All elements in row-major order, as a vector.
  static let flatten = Definition(
    "flatten",
    parameters: [ParameterSpecification("x", .operand)],
    Documentation(
      "All elements in row-major order, as a vector.",
      formula: "x",
      shapes: "[...] -> [n]",
      derivative: "the cotangent in the shape of x",
      edgeCases: "A number becomes a vector of one.",
      example: "flatten([[1, 2], [3, 4]])"
    ),
    samples: [Sample([.tensor([1, 2, 3, 4], [2, 2])])]
  ) { graph, arguments in
    let operand = try arguments.operand(0)
    return try graph.apply(.reshape(to: [operand.shape.count]), operand)
  }
}
