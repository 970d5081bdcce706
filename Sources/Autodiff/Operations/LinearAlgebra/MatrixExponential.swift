import TensorCore

extension Operation {
  /// The exponential of square matrices.
  static let expm: Operation = Operation(
    "expm",
    .call("expm"),
    .general(
      GeneralRule(
        value: { inputs, interruption in try inputs[0].matrixExponential(interruption) },
        pullback: { cotangent, inputs, _, _ in
          try inputs[0].matrixTransposed().applying(.expmDerivative, cotangent)
        },
        pushforward: { tangent, inputs, _, _ in
          try inputs[0].applying(.expmDerivative, tangent)
        },
        batching: .stacked
      )
    )
  )

  /// The derivative of the exponential of A along E, which is linear in E.
  ///
  /// It stands in the exponential of a block matrix, exp([[A, E], [0, A]]), above the diagonal: its own derivative by A is
  /// therefore a derivative of that exponential.
  private static let expmDerivative: Operation = Operation(
    "expm_derivative",
    .call("expm_derivative"),
    .general(
      GeneralRule(
        value: { inputs, interruption in
          try inputs[0].matrixExponentialDerivative(along: inputs[1], interruption)
        },
        pullback: { cotangent, inputs, _, index in
          let (a, direction) = (inputs[0], inputs[1])
          guard index == 0 else {
            return try a.matrixTransposed().applying(.expmDerivative, cotangent)
          }
          let zero = try a.zeros()
          let block = try blocks(a, direction, zero, a).matrixTransposed()
          let change = try block.applying(
            .expmDerivative,
            blocks(zero, cotangent, zero, zero)
          )
          return try change.block(0, 0) + change.block(1, 1)
        },
        pushforward: { tangent, inputs, _, index in
          let (a, direction) = (inputs[0], inputs[1])
          guard index == 0 else { return try a.applying(.expmDerivative, tangent) }
          let zero = try a.zeros()
          return try blocks(a, direction, zero, a)
            .applying(.expmDerivative, blocks(tangent, zero, zero, tangent)).block(0, 1)
        },
        batching: .together { _ in .expmDerivative }
      )
    )
  )

  /// A matrix of two by two blocks of one shape.
  private static func blocks(_ a: Term, _ b: Term, _ c: Term, _ d: Term) throws -> Term {
    let rank = a.shape.rank
    let top = try a.applying(.concat(axis: rank - 1), b)
    return try top.applying(
      .concat(axis: rank - 2),
      c.applying(.concat(axis: rank - 1), d)
    )
  }
}

extension Term {
  /// One of two by two blocks of a square matrix.
  fileprivate func block(_ row: Int, _ column: Int) throws -> Term {
    let n = rows / 2
    let leading = [AxisSelection](repeating: .all, count: shape.rank - 2)
    let parts = [row, column].map { place in
      AxisSelection.slice(start: place * n, stop: (place + 1) * n, step: 1)
    }
    return try applying(.index(leading + parts))
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
      derivative:
        "the derivative of the exponential of Aᵀ along ȳ: the corner of that of [[Aᵀ, ȳ], [0, Aᵀ]]",
      edgeCases: "The exponential of zeros is the identity matrix.",
      source: """
        Higham (2005), The scaling and squaring method for the matrix exponential revisited; Mathias (1996), A chain \
        rule for matrix functions; Al-Mohy & Higham (2009), Computing the Fréchet derivative of the matrix exponential
        """,
      example: "expm([[0, 1], [-1, 0]])"
    ),
    samples: LinearAlgebraSamples.square + [Sample([.tensor([0, 0, 0, 0], [2, 2])])]
  ) { graph, arguments in
    try graph.apply(.expm, arguments.operand(0))
  }
}
