import TensorCore

/// The operations for eigenvalues and eigenvectors of symmetric matrices; they share one factorisation.
///
/// Rules after Giles (2008), 3.1: dλ = diag(Vᵀ dA V) and dV = V (F ∘ Vᵀ dA V) with Fᵢⱼ = 1/(λⱼ - λᵢ).
private struct EigenOperations {
  let name: String
  let factors: SharedFactors<EigenFactors>

  init(_ name: String) {
    self.name = name
    factors = SharedFactors { try EigenFactors($0, for: name, $1) }
  }

  func values(_ notation: Notation) -> Operation {
    Operation(
      name,
      notation,
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in
            try factors.of(inputs[0], interruption).values
          },
          pullback: { [self] cotangent, inputs, values, _ in
            let shared = try Multiplicity(of: values.value).shared(cotangent)
            let vectors = try inputs[0].applying(self.vectors)
            return try (vectors * shared.asRows()).timesTransposed(vectors)
          },
          pushforward: { [self] tangent, inputs, values, _ in
            let vectors = try inputs[0].applying(self.vectors)
            let change = try (vectors * tangent.symmetrized().times(vectors))
              .applying(.sum(axes: [-2]))
            return try Multiplicity(of: values.value).shared(change)
          },
          batching: .stacked
        )
      )
    )
  }

  var vectors: Operation {
    Operation(
      name,
      .part(of: name, 1),
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in
            try factors.of(inputs[0], interruption).vectors
          },
          pullback: { [self] cotangent, inputs, vectors, _ in
            let inner = try gaps(inputs[0]) * vectors.transposedTimes(cotangent)
            return try vectors.times(inner).timesTransposed(vectors).symmetrized()
          },
          pushforward: { [self] tangent, inputs, vectors, _ in
            let inner = try vectors.transposedTimes(tangent.symmetrized()).times(vectors)
            return try vectors.times(gaps(inputs[0]) * inner)
          },
          batching: .stacked
        )
      )
    )
  }

  /// F, where no two eigenvalues are the same.
  private func gaps(_ matrix: Term) throws -> Term {
    guard try !Multiplicity(of: factors.of(matrix).values).hasRepeated else {
      throw EngineError(
        "the matrix has a repeated eigenvalue: its eigenvectors are an arbitrary choice, "
          + "and this derivative depends on it",
        hint: "first derivatives of the eigenvalues alone are defined"
      )
    }
    return try matrix.applying(values(.part(of: name, 0))).reciprocalDifferences()
  }
}

extension Definition {
  /// Eigenvalues and eigenvectors of a symmetric matrix.
  static let eigh = Definition(
    "eigh",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The eigenvalues, rising, and the eigenvectors, as columns, of a symmetric matrix.",
      formula: #"A = V \operatorname{diag}(\lambda) V^{\top}"#,
      shapes: "[..., n, n] -> [..., n], [..., n, n]",
      derivative: "dλ = diag(Vᵀ dA V); dV = V (F ∘ Vᵀ dA V) with F = 1/(λⱼ - λᵢ)",
      edgeCases: """
        A matrix that is not symmetric is a ValueError. Each vector has its largest component positive. Equal \
        eigenvalues share a derivative evenly; one that depends on their vectors is a GradientError.
        """,
      source: "Giles (2008), Collected matrix derivative results, 3.1",
      example: "eigh([[2, 1], [1, 2]])"
    ),
    results: { graph, arguments in
      let operations = EigenOperations("eigh")
      let matrix = try arguments.operand(0)
      return [
        try graph.apply(operations.values(.part(of: "eigh", 0)), matrix),
        try graph.apply(operations.vectors, matrix),
      ]
    },
    samples: LinearAlgebraSamples.symmetricOnes
  )

  /// The eigenvalues of a symmetric matrix.
  static let eigvals = Definition(
    "eigvals",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The eigenvalues of a symmetric matrix, rising.",
      formula: #"A v_i = \lambda_i v_i"#,
      shapes: "[..., n, n] -> [..., n]",
      derivative: "vᵢ vᵢᵀ",
      edgeCases: """
        A matrix that is not symmetric is a ValueError. Equal eigenvalues share a derivative evenly; second \
        derivatives there are a GradientError.
        """,
      source: "Giles (2008), Collected matrix derivative results, 3.1",
      example: "eigvals([[2, 1], [1, 2]])"
    ),
    samples: LinearAlgebraSamples.symmetricOnes
      + [Sample([.tensor([2, 0, 0, 2], [2, 2])], order: 0, isSymmetric: true)]
  ) { graph, arguments in
    try graph.apply(EigenOperations("eigvals").values(.call("eigvals")), arguments.operand(0))
  }
}
