import TensorCore

/// The operations for U, s and Vᵀ; they share one factorisation.
///
/// Rules after Townsend (2016), "Differentiating the singular value decomposition": with P = Uᵀ dA V and
/// Fᵢⱼ = 1/(sⱼ² - sᵢ²), ds = diag P, dU = U (F ∘ (P S + S Pᵀ)) + (I - U Uᵀ) dA V S⁻¹, and dV likewise.
struct SingularOperations {
  private let factors = SharedFactors { try SingularFactors($0, $1) }

  /// The singular values, written as the function that asks for them.
  func values(_ name: String, _ notation: Notation) -> Operation {
    Operation(
      name,
      notation,
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in try factors.of(inputs[0], interruption).s },
          pullback: { [self] cotangent, inputs, s, _ in
            let shared = try smooth(cotangent, s)
            let (u, vt) = try (inputs[0].applying(self.u), inputs[0].applying(self.vt))
            return try (u * shared.asRows()).times(vt)
          },
          pushforward: { [self] tangent, inputs, s, _ in
            let (u, vt) = try (inputs[0].applying(self.u), inputs[0].applying(self.vt))
            let change = try (u * tangent.timesTransposed(vt)).applying(.sum(axes: [-2]))
            return try smooth(change, s)
          },
          batching: .stacked
        )
      )
    )
  }

  var u: Operation {
    Operation(
      "svd",
      .part(of: "svd", 0),
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in try factors.of(inputs[0], interruption).u },
          pullback: { [self] cotangent, inputs, u, _ in
            let (s, vt) = try partners(inputs[0], self.vt)
            let inner = try folded(u.transposedTimes(cotangent), s)
            var left = try u.times(inner * s.asRows())
            if u.rows > u.columns {
              left = try left + u.complement(of: cotangent / s.asRows())
            }
            return try left.times(vt)
          },
          pushforward: { [self] tangent, inputs, u, _ in
            let (s, vt) = try partners(inputs[0], self.vt)
            let moved = try tangent.timesTransposed(vt)
            let p = try u.transposedTimes(moved)
            let scaled = try p * s.asRows()
            let turn = try squaredGaps(s) * (scaled + scaled.matrixTransposed())
            let inside = try u.times(turn)
            return try u.rows > u.columns
              ? inside + u.complement(of: moved / s.asRows()) : inside
          },
          batching: .stacked
        )
      )
    )
  }

  var vt: Operation {
    Operation(
      "svd",
      .part(of: "svd", 2),
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in try factors.of(inputs[0], interruption).vt },
          pullback: { [self] cotangent, inputs, vt, _ in
            let (s, u) = try partners(inputs[0], self.u)
            let v = try vt.matrixTransposed()
            let adjoint = try cotangent.matrixTransposed()
            let inner = try folded(v.transposedTimes(adjoint), s)
            var right = try v.times(inner * s.asRows())
            if v.rows > v.columns { right = try right + v.complement(of: adjoint / s.asRows()) }
            return try u.timesTransposed(right)
          },
          pushforward: { [self] tangent, inputs, vt, _ in
            let (s, u) = try partners(inputs[0], self.u)
            let v = try vt.matrixTransposed()
            let moved = try tangent.transposedTimes(u)
            let p = try v.transposedTimes(moved)
            let scaled = try p * s.asRows()
            let turn = try squaredGaps(s) * (scaled + scaled.matrixTransposed())
            let inside = try v.times(turn)
            let change =
              try v.rows > v.columns ? inside + v.complement(of: moved / s.asRows()) : inside
            return try change.matrixTransposed()
          },
          batching: .stacked
        )
      )
    )
  }

  /// W + Wᵀ with W = F ∘ M: what a cotangent M of the vectors, seen among themselves, comes to.
  private func folded(_ matrix: Term, _ s: Term) throws -> Term {
    let inner = try squaredGaps(s) * matrix
    return try inner + inner.matrixTransposed()
  }

  /// F.
  private func squaredGaps(_ s: Term) throws -> Term { try (s * s).reciprocalDifferences() }

  /// A change of singular values, shared among equal ones; one at 0 has derivative 0, as `abs` has.
  private func smooth(_ change: Term, _ s: Term) throws -> Term {
    let multiplicity = try Multiplicity(of: s.value)
    let shared = try multiplicity.shared(change)
    guard multiplicity.hasZero else { return shared }
    let bound = 16 * (s.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne)
    let n = Double(s.shape.dimensions.last ?? 0)
    let largest = s.shape.count > 0 ? try s.value.maximum().scalar : 0
    let isPositive = try s.applying(.greater, s.constant(bound * n * largest))
    return try isPositive.applying(.select, shared, shared.zeros())
  }

  /// The singular values and the vectors of the other side, where the vectors are no arbitrary choice.
  private func partners(_ matrix: Term, _ other: Operation) throws -> (s: Term, vectors: Term) {
    let multiplicity = try Multiplicity(of: factors.of(matrix).s)
    guard !multiplicity.hasRepeated, !multiplicity.hasZero else {
      throw EngineError(
        "the matrix has a singular value that is \(multiplicity.hasZero ? "0" : "repeated"): its "
          + "singular vectors are an arbitrary choice, and this derivative depends on it",
        hint: "first derivatives of the singular values alone are defined"
      )
    }
    return (
      try matrix.applying(values("svd", .part(of: "svd", 1))), try matrix.applying(other)
    )
  }
}

extension Term {
  /// (I - U Uᵀ) X, where this is U with orthonormal columns.
  fileprivate func complement(of x: Term) throws -> Term {
    try x - times(transposedTimes(x))
  }
}

extension Definition {
  /// The thin singular value decomposition.
  static let svd = Definition(
    "svd",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The thin singular value decomposition (U, s, Vᵀ), with s falling.",
      formula: #"A = U \operatorname{diag}(s) V^{\top}"#,
      shapes: "[..., m, n] -> [..., m, k], [..., k], [..., k, n] with k = min(m, n)",
      derivative: "ds = diag(Uᵀ dA V); dU and dV by the gaps between the squares of s",
      edgeCases: """
        Each column of U has its largest component positive; the row of Vᵀ follows. Equal singular values share a \
        derivative evenly, one of 0 has derivative 0; a derivative that depends on their vectors is a GradientError.
        """,
      source: "Townsend (2016), Differentiating the singular value decomposition",
      example: "svd([[3, 0], [4, 5]])"
    ),
    results: { graph, arguments in
      let operations = SingularOperations()
      let matrix = try arguments.operand(0)
      return [
        try graph.apply(operations.u, matrix),
        try graph.apply(operations.values("svd", .part(of: "svd", 1)), matrix),
        try graph.apply(operations.vt, matrix),
      ]
    },
    samples: [
      Sample([LinearAlgebraSamples.matrix]), Sample([LinearAlgebraSamples.tall]),
      Sample([LinearAlgebraSamples.wide]), Sample([LinearAlgebraSamples.stack]),
    ]
  )
}
