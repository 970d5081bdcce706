import TensorCore

extension Definition {
  /// Whether every element is true.
  static let all = truth(
    "all",
    "Whether every element along some axes, or all, is true or not 0.",
    formula: #"\forall i\; x_i \ne 0"#,
    edgeCases: "Of nothing true; nan counts as true.",
    example: "all([1, 2] > 0)"
  ) { try $0.all(axes: $1, keepsDimensions: $2) }

  /// Whether some element is true.
  static let any = truth(
    "any",
    "Whether some element along some axes, or all, is true or not 0.",
    formula: #"\exists i\; x_i \ne 0"#,
    edgeCases: "Of nothing false; nan counts as true.",
    example: "any([1, 2] > 1)"
  ) { try $0.any(axes: $1, keepsDimensions: $2) }

  /// How many elements are true.
  static let count = truth(
    "count",
    "How many elements along some axes, or all, are true or not 0.",
    formula: #"|\{ i : x_i \ne 0 \}|"#,
    edgeCases: "Of nothing 0; nan counts.",
    example: "count([1, 2, 3] > 1)"
  ) { try $0.truthCounts(axes: $1, keepsDimensions: $2) }

  /// A question about the values, through which nothing is differentiated.
  private static func truth(
    _ name: String,
    _ summary: String,
    formula: String,
    edgeCases: String,
    example: String,
    answer: @escaping @Sendable (Tensor, [Int]?, Bool) throws -> Tensor
  ) -> Definition {
    Definition(
      name,
      parameters: [ParameterSpecification("x", .operand), .axis, .keepdims],
      Documentation(
        summary,
        formula: formula,
        shapes: "[...] -> [...] without the reduced axes",
        derivative: "0: piecewise constant",
        edgeCases: edgeCases,
        example: example
      ),
      samples: []
    ) { graph, arguments in
      let (axes, keepsDimensions) = (arguments.axes(1), try arguments.flag(2))
      let operation = Operation.truth(name, answer, axes, keepsDimensions)
      return try graph.apply(operation, arguments.operand(0))
    }
  }
}

extension Operation {
  /// An answer about the values along some axes, or all.
  fileprivate static func truth(
    _ name: String,
    _ answer: @escaping @Sendable (Tensor, [Int]?, Bool) throws -> Tensor,
    _ axes: [Int]?,
    _ keepsDimensions: Bool
  ) -> Operation {
    Operation(
      name,
      .call(name, extra: axisLabel(axes)),
      .general(
        GeneralRule(
          isTest: true,
          derivativeUse: [],
          value: { inputs, _ in try answer(inputs[0], axes, keepsDimensions) },
          pullback: { _, _, _, _ in nil },
          pushforward: { _, _, _, _ in nil },
          batching: .shifted {
            .truth(name, answer, BatchingRule.axes(axes, of: $0), keepsDimensions)
          }
        )
      )
    )
  }
}
