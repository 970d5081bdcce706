import TensorCore

extension Operation {
  /// The inverse of square matrices.
  static func inv(_ factors: SharedFactors<LUFactors> = SharedFactors(for: "inv")) -> Operation {
    Operation(
      "inv",
      .call("inv"),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            let lu = try factors.of(inputs[0], interruption)
            try lu.requireRegular(for: "inv")
            return try lu.inverse(interruption)
          },
          pullback: { cotangent, _, output, _ in
            try -output.transposedTimes(cotangent).timesTransposed(output)
          },
          pushforward: { tangent, _, output, _ in try -output.times(tangent).times(output) },
          batching: BatchingRule { batch in
            let fresh = SharedFactors<LUFactors>(for: "inv")
            let inverses = try batch[0].term.applying(.inv(fresh))
            try batch[0].term.graph.remarkCondition(of: fresh, at: batch[0].term, in: "inv")
            return inverses
          }
        )
      )
    )
  }
}

extension Definition {
  /// The inverse of a square matrix.
  static let inv = Definition(
    "inv",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The inverse of a square matrix.",
      formula: "A^{-1}",
      shapes: "[..., n, n] -> [..., n, n]",
      derivative: "-Yᵀ @ ȳ @ Yᵀ with Y = inv(A)",
      edgeCases: """
        A singular matrix is a ValueError, an ill-conditioned one draws a note; `solve(A, b)` is better than \
        `inv(A) @ b`.
        """,
      source: "Giles (2008), Collected matrix derivative results, 2.2.3",
      example: "inv([[1, 2], [3, 4]])"
    ),
    samples: LinearAlgebraSamples.square
  ) { graph, arguments in
    let factors = SharedFactors<LUFactors>(for: "inv")
    let matrix = try arguments.operand(0)
    let result = try graph.apply(.inv(factors), matrix)
    try graph.remarkCondition(of: factors, at: matrix, in: "inv")
    return result
  }
}

/// Matrices at which the tests of linear algebra look.
enum LinearAlgebraSamples {
  static let matrix = Sample.Entry.tensor([2, -1, 0.5, 1, 3, -0.7, 0.3, 0.8, -2], [3, 3])
  static let stack = Sample.Entry.tensor([2, 1, -0.5, 1.5, 0.4, 2, -1, 0.3], [2, 2, 2])
  static let symmetric = Sample.Entry.tensor([4, 1, 0.5, 1, 3, -0.7, 0.5, -0.7, 2], [3, 3])
  static let symmetricStack = Sample.Entry.tensor([3, 1, 1, 1.5, 2, 0.4, 0.4, 1], [2, 2, 2])
  static let tall = Sample.Entry.tensor([2, -1, 1, 3, 0.3, 0.8], [3, 2])
  static let wide = Sample.Entry.tensor([2, -1, 0.5, 1, 3, -0.7], [2, 3])

  static let square = [Sample([matrix]), Sample([stack]), Sample([.tensor([0.5], [1, 1])])]
  static let symmetricOnes = [
    Sample([symmetric], isSymmetric: true), Sample([symmetricStack], isSymmetric: true),
  ]
}
