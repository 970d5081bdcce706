import TensorCore

extension Operation {
  /// The exponential of square matrices.
  ///
  /// Its derivative along E stands in the exponential of a block matrix: exp([[A, E], [0, A]]) has exp(A) on the
  /// diagonal and the derivative above it; the transposed matrix gives reverse mode.
  static let expm: Operation = Operation(
    "expm",
    .call("expm"),
    .general(
      GeneralRule(
        value: { inputs, interruption in try inputs[0].matrixExponential(interruption) },
        pullback: { cotangent, inputs, _, _ in
          try inputs[0].matrixTransposed().exponentialDerivative(along: cotangent)
        },
        pushforward: { tangent, inputs, _, _ in
          try inputs[0].exponentialDerivative(along: tangent)
        },
        batching: .stacked
      )
    )
  )
}

extension Term {
  fileprivate func exponentialDerivative(along direction: Term) throws -> Term {
    let (rank, n) = (shape.rank, rows)
    let top = try applying(.concat(axis: rank - 1), direction)
    let bottom = try zeros().applying(.concat(axis: rank - 1), self)
    let block = try top.applying(.concat(axis: rank - 2), bottom).applying(.expm)
    let leading = [AxisSelection](repeating: .all, count: rank - 2)
    let corner =
      leading + [
        .slice(start: 0, stop: n, step: 1), .slice(start: n, stop: 2 * n, step: 1),
      ]
    return try block.applying(.index(corner))
  }
}

extension Definition {
  /// The exponential of a square matrix.
  static let expm = Definition(
    "expm",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The exponential of a square matrix, which is not that of its elements.",
      formula: #"e^{A} = \sum_{k=0}^{\infty} \frac{1}{k!} A^k"#,
      shapes: "[..., n, n] -> [..., n, n]",
      derivative: "the corner of the exponential of the block matrix [[Aᵀ, ȳ], [0, Aᵀ]]",
      edgeCases: "The exponential of zeros is the identity matrix.",
      source: """
        Higham (2005), The scaling and squaring method for the matrix exponential revisited; Mathias (1996), A chain \
        rule for matrix functions
        """,
      example: "expm([[0, 1], [-1, 0]])"
    ),
    samples: LinearAlgebraSamples.square + [Sample([.tensor([0, 0, 0, 0], [2, 2])])]
  ) { graph, arguments in
    try graph.apply(.expm, arguments.operand(0))
  }
}
