import TensorCore

extension Operation {
  public static let outer: Operation = Operation(
    "outer",
    .call("outer"),
    .linear(
      LinearRule(
        program: ProgramRule { try $0.outer($1[0], $1[1]) },
        value: { inputs, _ in try Tensor.outer(inputs[0], inputs[1]) },
        transpose: { cotangent, inputs, index in
          try index == 0
            ? cotangent.applying(.matmul, inputs[1]) : inputs[0].applying(.matmul, cotangent)
        },
        batching: BatchingRule { batch in
          let (a, b) = (batch[0], batch[1])
          let (m, n) = (a.shape.count, b.shape.count)
          let column = try a.term.reshaped(to: a.isBatched ? [batch.count, m, 1] : [m, 1])
          return try column * b.term.reshaped(to: b.isBatched ? [batch.count, 1, n] : [1, n])
        }
      )
    )
  )
}

extension Definition {
  /// The outer product of two vectors: every element of the one times every element of the other.
  static let outer = Definition(
    "outer",
    parameters: [ParameterSpecification("a", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "The outer product of two vectors: every element of the one times every element of the other.",
      formula: "a b^{\\top}",
      shapes: "[m], [n] -> [m, n]; other shapes are flattened",
      derivative: "ȳ @ b for a, a @ ȳ for b",
      edgeCases: "Empty where one of them is.",
      example: "outer([1, 2], [3, 4, 5])"
    ),
    samples: [.vectors([1, -2, 0.5], [3, 0.7])]
  ) { graph, arguments in
    let operands = try [arguments.operand(0), arguments.operand(1)].map {
      try graph.apply(.reshape(to: [$0.shape.count]), $0)
    }
    return try graph.apply(.outer, operands)
  }
}
