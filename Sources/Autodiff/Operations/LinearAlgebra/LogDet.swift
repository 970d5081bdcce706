import TensorCore

extension Operation {
  /// The logarithm of the magnitude of the determinant, which refuses one that is not positive where so said.
  static func logDeterminant(
    _ name: String,
    _ notation: Notation,
    _ factors: SharedFactors<LUFactors>,
    refuses: Bool
  ) -> Operation {
    Operation(
      name,
      notation,
      .general(
        GeneralRule(
          value: { inputs, interruption in
            let lu = try factors.of(inputs[0], interruption)
            if refuses {
              try lu.requireRegular(for: name)
              guard try lu.sign().values.allSatisfy({ !($0 < 0) }) else {
                throw TensorError.value(
                  "\(name): the determinant is negative and has no logarithm",
                  hint: "`slogdet` gives its sign and the logarithm of its magnitude"
                )
              }
            }
            return try lu.logMagnitude()
          },
          pullback: { cotangent, inputs, _, _ in
            try cotangent.asMatrices() * inputs[0].applying(.inv(factors)).matrixTransposed()
          },
          pushforward: { tangent, inputs, _, _ in
            let inverse = try inputs[0].applying(.inv(factors))
            return try (inverse.matrixTransposed() * tangent).matrixSums()
          },
          batching: .stacked
        )
      )
    )
  }

  /// The sign of the determinant, which is constant piece by piece.
  fileprivate static func determinantSign(_ factors: SharedFactors<LUFactors>) -> Operation {
    Operation(
      "slogdet",
      .part(of: "slogdet", 0),
      .general(
        GeneralRule(
          value: { inputs, interruption in try factors.of(inputs[0], interruption).sign() },
          pullback: { _, _, _, _ in nil },
          pushforward: { _, _, _, _ in nil },
          batching: .stacked
        )
      )
    )
  }
}

extension Definition {
  /// The logarithm of a positive determinant.
  static let logdet = Definition(
    "logdet",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The logarithm of the determinant of a square matrix, without forming the determinant.",
      formula: #"\log \det A"#,
      shapes: "[..., n, n] -> [...]",
      derivative: "inv(A)ᵀ",
      edgeCases: "A singular matrix or a negative determinant is a ValueError.",
      source: "Giles (2008), Collected matrix derivative results, 2.2.4",
      example: "logdet([[2, 1], [1, 3]])"
    ),
    samples: [
      Sample([LinearAlgebraSamples.symmetric]),
      Sample([.tensor([2, 1, -0.5, 1.5, 0.4, -2, 1, 0.3], [2, 2, 2])]),
    ]
  ) { graph, arguments in
    let operation = Operation.logDeterminant(
      "logdet",
      .call("logdet"),
      SharedFactors(for: "logdet"),
      refuses: true
    )
    return try graph.apply(operation, arguments.operand(0))
  }

  /// Sign and logarithm of the magnitude of a determinant.
  static let slogdet = Definition(
    "slogdet",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The sign of a determinant and the logarithm of its magnitude, as a tuple.",
      formula: #"(\operatorname{sign} \det A, \log \lvert \det A \rvert)"#,
      shapes: "[..., n, n] -> [...], [...]",
      derivative: "0 for the sign, inv(A)ᵀ for the logarithm",
      edgeCases: "A singular matrix gives (0, -inf), and its gradient is a ValueError.",
      source: "Giles (2008), Collected matrix derivative results, 2.2.4",
      example: "slogdet([[1, 2], [3, 4]])"
    ),
    results: { graph, arguments in
      let factors = SharedFactors<LUFactors>(for: "slogdet")
      let matrix = try arguments.operand(0)
      let logarithm = Operation.logDeterminant(
        "slogdet",
        .part(of: "slogdet", 1),
        factors,
        refuses: false
      )
      return [
        try graph.apply(.determinantSign(factors), matrix), try graph.apply(logarithm, matrix),
      ]
    },
    samples: LinearAlgebraSamples.square
  )
}
