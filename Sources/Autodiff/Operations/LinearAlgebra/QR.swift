import TensorCore

/// The operations for Q and R of a matrix that is at least as tall as wide; they share one factorisation.
///
/// Rules after Walter & Lehmann (2012), "Algorithmic differentiation of linear algebra functions": with X = dA R⁻¹ and
/// Y = Qᵀ X, dR = U(Y) R and dQ = X - Q U(Y), where U adds the transpose of what is below the diagonal to the upper
/// half, so that Y - U(Y) is skew.
private struct QROperations {
  let factors = SharedFactors { try QRFactors($0, $1) }

  var q: Operation {
    Operation(
      "qr",
      .part(of: "qr", 0),
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in try factors.of(inputs[0], interruption).q },
          pullback: { [self] cotangent, inputs, q, _ in
            let inner = try q.transposedTimes(cotangent)
            return try overR(cotangent - q.times(folded(inner, back: true)), inputs[0])
          },
          pushforward: { [self] tangent, inputs, q, _ in
            let x = try overRInverse(tangent, inputs[0])
            return try x - q.times(folded(q.transposedTimes(x), back: false))
          },
          batching: .stacked
        )
      )
    )
  }

  var r: Operation {
    Operation(
      "qr",
      .part(of: "qr", 1),
      .general(
        GeneralRule(
          value: { [factors] inputs, interruption in try factors.of(inputs[0], interruption).r },
          pullback: { [self] cotangent, inputs, r, _ in
            let inner = try folded(cotangent.timesTransposed(r), back: true)
            return try overR(inputs[0].applying(q).times(inner), inputs[0])
          },
          pushforward: { [self] tangent, inputs, r, _ in
            let x = try overRInverse(tangent, inputs[0])
            return try folded(inputs[0].applying(q).transposedTimes(x), back: false).times(r)
          },
          batching: .stacked
        )
      )
    )
  }

  /// U, or its transpose as a linear map.
  private func folded(_ matrix: Term, back: Bool) throws -> Term {
    let upper = try matrix.masked(.upper)
    return try back
      ? upper + matrix.matrixTransposed().masked(.strictlyLower)
      : upper + matrix.masked(.strictlyLower).matrixTransposed()
  }

  /// Z R⁻ᵀ.
  private func overR(_ z: Term, _ matrix: Term) throws -> Term {
    try lower(matrix).substituted(z.matrixTransposed(), transposed: true).matrixTransposed()
  }

  /// Z R⁻¹.
  private func overRInverse(_ z: Term, _ matrix: Term) throws -> Term {
    try lower(matrix).substituted(z.matrixTransposed(), transposed: false).matrixTransposed()
  }

  /// Rᵀ, of which the diagonal must not hold a zero.
  private func lower(_ matrix: Term) throws -> Term {
    let triangle = try factors.of(matrix).r
    let n = matrix.columns
    let precision = triangle.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let bound = try UnaryKernel.absolute.apply(to: triangle).maximum().scalar * precision
    for position in 0..<triangle.count where position / n % n == position % n {
      guard triangle[position] > bound * Double(matrix.rows) else {
        throw EngineError("the columns are linearly dependent: `qr` has no derivative there")
      }
    }
    return try matrix.applying(r).matrixTransposed()
  }
}

extension Definition {
  /// A matrix as orthonormal columns times an upper triangular matrix.
  static let qr = Definition(
    "qr",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The reduced factors (Q, R): orthonormal columns and an upper triangular matrix.",
      formula: "A = Q R",
      shapes: "[..., m, n] -> [..., m, k], [..., k, n] with k = min(m, n)",
      derivative: "by the skew-symmetry of Qᵀ dQ",
      edgeCases: """
        The diagonal of R is not negative. Where columns that decide about Q are linearly dependent, the gradient is \
        a GradientError.
        """,
      source: "Walter & Lehmann (2012), Algorithmic differentiation of linear algebra functions",
      example: "qr([[3, 1], [4, 2]])"
    ),
    results: { graph, arguments in
      let matrix = try arguments.operand(0)
      let sizes = matrix.shape.dimensions.suffix(2)
      let operations = QROperations()
      guard sizes.count == 2, let rows = sizes.first, let columns = sizes.last, rows < columns
      else {
        return [try graph.apply(operations.q, matrix), try graph.apply(operations.r, matrix)]
      }
      // Of a wide matrix the first columns decide about Q; R of the others is Qᵀ times them.
      let leading = [AxisSelection](repeating: .all, count: matrix.shape.rank - 1)
      let first = Operation.index(leading + [.slice(start: 0, stop: rows, step: 1)])
      let rest = Operation.index(leading + [.slice(start: rows, stop: columns, step: 1)])
      let square = try graph.apply(first, matrix)
      let q = try graph.apply(operations.q, square)
      let r = try graph.apply(operations.r, square)
      let right = try graph.apply(.product(true, false), q, graph.apply(rest, matrix))
      return [q, try graph.apply(.concat(axis: matrix.shape.rank - 1), r, right)]
    },
    samples: [
      Sample([LinearAlgebraSamples.matrix]), Sample([LinearAlgebraSamples.tall]),
      Sample([LinearAlgebraSamples.wide]), Sample([LinearAlgebraSamples.stack]),
    ]
  )
}
