import TensorCore

extension Operation {
  /// The number of linearly independent rows, which is constant piece by piece.
  static let rank: Operation = Operation(
    "rank",
    .call("rank"),
    .general(
      GeneralRule(
        value: { inputs, interruption in
          try SingularFactors(inputs[0], for: "rank", interruption).ranks()
        },
        pullback: { _, _, _, _ in nil },
        pushforward: { _, _, _, _ in nil },
        batching: .stacked
      )
    )
  )
}

extension Definition {
  /// The number of linearly independent rows.
  static let rank = Definition(
    Operation.rank,
    parameters: ["A"],
    Documentation(
      "The number of linearly independent rows of a matrix.",
      formula: #"\operatorname{rank} A"#,
      shapes: "[..., m, n] -> [...]",
      derivative: "0",
      edgeCases:
        "Singular values below max(m, n) times the precision times the largest count as 0.",
      example: "rank([[1, 2], [2, 4]])"
    ),
    samples: [Sample([LinearAlgebraSamples.matrix]), Sample([LinearAlgebraSamples.stack])]
  )

  /// The condition number.
  static let cond = Definition(
    "cond",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The condition number: the largest over the smallest singular value.",
      formula: #"\kappa(A) = s_1 / s_k"#,
      shapes: "[..., m, n] -> [...]",
      derivative: "by the derivatives of the two singular values",
      edgeCases: "inf for a matrix that has not full rank.",
      example: "cond([[2, 0], [0, 1]])"
    ),
    samples: [Sample([LinearAlgebraSamples.matrix]), Sample([LinearAlgebraSamples.stack])]
  ) { graph, arguments in
    let matrix = try arguments.operand(0)
    let values = SingularOperations().values("svdvals", .call("svdvals"))
    let s = try graph.apply(values, matrix)
    guard let count = s.shape.dimensions.last, count > 0 else {
      throw TensorError.value("cond of an empty matrix is not defined", hint: nil)
    }
    let leading = [AxisSelection](repeating: .all, count: s.shape.rank - 1)
    let ends = try [0, count - 1].map { position in
      try graph.apply(.index(leading + [.index(position)], label: "\(position)"), s)
    }
    return try graph.apply(.divide, ends)
  }
}
