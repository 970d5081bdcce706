import TensorCore

extension Operation {
  /// The lower triangular factor of symmetric positive definite matrices.
  ///
  /// Rules after Murray (2016), equations 9 and 10, with Φ as the mask of halves.
  static let cholesky: Operation = Operation(
    "cholesky",
    .call("cholesky"),
    .general(
      GeneralRule(
        value: { inputs, interruption in try inputs[0].cholesky(interruption) },
        pullback: { cotangent, _, lower, _ in
          let inner = try lower.transposedTimes(cotangent).masked(.halvedLower)
          let left = try lower.substituted(inner, transposed: true)
          return try lower.substituted(left.matrixTransposed(), transposed: true).symmetrized()
        },
        pushforward: { tangent, _, lower, _ in
          let left = try lower.substituted(tangent.symmetrized(), transposed: false)
          let inner = try lower.substituted(left.matrixTransposed(), transposed: false)
          return try lower.times(inner.masked(.halvedLower))
        },
        batching: .stacked
      )
    )
  )

  /// The X of L X = B, or of Lᵀ X = B, with a lower triangular L; one of them may be the same for a whole batch.
  static func triangularSolve(transposed: Bool) -> Operation {
    Operation(
      "triangular_solve",
      .call("triangular_solve", extra: transposed ? "transposed" : ""),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            try inputs[0].lowerTriangularSolution(inputs[1], transposed: transposed, interruption)
          },
          pullback: { cotangent, inputs, x, index in
            let adjoint = try inputs[0].substituted(cotangent, transposed: !transposed)
            if index == 1 { return try adjoint.summed(to: inputs[1].shape) }
            let product = try transposed ? x.timesTransposed(adjoint) : adjoint.timesTransposed(x)
            return try (-product.masked(.lower)).summed(to: inputs[0].shape)
          },
          pushforward: { tangent, inputs, x, index in
            if index == 1 {
              let right = try tangent.broadcast(to: x.shape)
              return try inputs[0].substituted(right, transposed: transposed)
            }
            let change = try tangent.masked(.lower)
            let right = try transposed ? change.transposedTimes(x) : change.times(x)
            return try -inputs[0].substituted(right, transposed: transposed)
          },
          batching: .stacked
        )
      )
    )
  }
}

extension Term {
  /// L⁻¹ B or L⁻ᵀ B, where this is the lower triangular L; leading axes are broadcast.
  func substituted(_ right: Term, transposed: Bool) throws -> Term {
    try applying(.triangularSolve(transposed: transposed), right)
  }
}

extension Definition {
  /// The lower triangular L with L Lᵀ = A.
  static let cholesky = Definition(
    "cholesky",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The lower triangular L with L Lᵀ = A of a symmetric positive definite matrix.",
      formula: #"A = L L^{\top}"#,
      shapes: "[..., n, n] -> [..., n, n]",
      derivative:
        "the symmetric part of L⁻ᵀ Φ(Lᵀ L̄) L⁻¹; Φ takes the lower half, and half the diagonal",
      edgeCases: "A matrix that is not symmetric or not positive definite is a ValueError.",
      source: "Murray (2016), Differentiation of the Cholesky decomposition, arXiv:1602.07527",
      example: "cholesky([[4, 2], [2, 3]])"
    ),
    samples: LinearAlgebraSamples.symmetricOnes
  ) { graph, arguments in
    try graph.apply(.cholesky, arguments.operand(0))
  }
}
