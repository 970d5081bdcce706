import TensorCore

extension Operation {
  /// The determinant of square matrices.
  static func det(_ factors: SharedFactors<LUFactors> = SharedFactors(for: "det")) -> Operation {
    Operation(
      "det",
      .call("det"),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            try factors.of(inputs[0], interruption).determinant()
          },
          pullback: { cotangent, inputs, _, _ in
            try cotangent.asMatrices() * inputs[0].applying(.cofactors(factors))
          },
          pushforward: { tangent, inputs, _, _ in
            try (tangent * inputs[0].applying(.cofactors(factors))).matrixSums()
          },
          batching: .stacked
        )
      )
    )
  }

  /// The cofactors: the gradient of the determinant, also where that is 0.
  static func cofactors(_ factors: SharedFactors<LUFactors>) -> Operation {
    Operation(
      "cofactors",
      .call("cofactors"),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            let lu = try factors.of(inputs[0], interruption)
            guard isFarFromSingular(lu) else {
              return try SingularFactors(inputs[0], for: "det", interruption).cofactors()
            }
            let (n, batch) = (inputs[0].shape.dimensions.last ?? 0, inputs[0].shape.dimensions)
            let determinants = try lu.determinant().reshaped(
              to: Shape(batch.dropLast(2) + [1, 1])
            )
            let eye = try Tensor.eye(n, dtype: inputs[0].dtype.arithmetic)
            let inverses = try lu.solution(eye, transposed: true, for: "det", interruption)
            return try BinaryKernel.multiply.apply(to: determinants, inverses)
          },
          // The second derivative of the determinant is symmetric: both modes are the same.
          pullback: { cotangent, inputs, _, _ in
            try cofactorDerivative(inputs[0], along: cotangent, factors)
          },
          pushforward: { tangent, inputs, _, _ in
            try cofactorDerivative(inputs[0], along: tangent, factors)
          },
          batching: .stacked
        )
      )
    )
  }

  /// Where products of the inverse and the determinant lose fewer than half of the digits.
  private static func isFarFromSingular(_ factors: LUFactors) -> Bool {
    !factors.isSingular && factors.reciprocalCondition > 1e-6
  }

  /// The derivative of the cofactors C along X: (tr(A⁻¹X) I - A⁻ᵀXᵀ) C, or without an inverse where there is none.
  private static func cofactorDerivative(
    _ matrix: Term,
    along direction: Term,
    _ factors: SharedFactors<LUFactors>
  ) throws -> Term {
    guard isFarFromSingular(try factors.of(matrix)) else {
      return try singularCofactorDerivative(matrix, along: direction)
    }
    let inverse = try matrix.applying(.inv(factors))
    let cofactors = try matrix.applying(.cofactors(factors))
    let trace = try (inverse * direction.matrixTransposed()).matrixSums().asMatrices()
    let turned = try direction.times(inverse).matrixTransposed().times(cofactors)
    return try trace * cofactors - turned
  }

  /// The same by the recurrence of Faddeev and LeVerrier and its derivative, which divide by nothing but counts.
  ///
  /// With M₁ = I, cₖ = -tr(A Mₖ)/k and Mₖ₊₁ = A Mₖ + cₖ I, the adjugate is (-1)ⁿ⁻¹ Mₙ.
  private static func singularCofactorDerivative(
    _ matrix: Term,
    along direction: Term
  ) throws -> Term {
    let n = matrix.rows
    let identity = matrix.constant(try MatrixMask.identity.tensor(n, n, matrix.dtype))
    var power = try identity.broadcast(to: matrix.shape)
    var tangent = try power.zeros()
    for k in 1..<Swift.max(n, 1) {
      let product = try matrix.times(power)
      let change = try direction.times(power) + matrix.times(tangent)
      let weight = -1 / Double(k)
      let coefficient = try weight * product.masked(.identity).matrixSums().asMatrices()
      let slope = try weight * change.masked(.identity).matrixSums().asMatrices()
      power = try product + coefficient * identity
      tangent = try change + slope * identity
    }
    let adjugate = try n % 2 == 1 ? tangent : -tangent
    return try adjugate.matrixTransposed()
  }
}

extension SingularFactors {
  /// The cofactors of the decomposed square matrices: det(U) det(V) U diag(products of all other s) Vᵀ.
  fileprivate func cofactors() throws -> Tensor {
    let n = s.shape.dimensions.last ?? 0
    let table = try s.broadcastRows(n)
    let eye = try Tensor.eye(n).cast(to: .bool)
    let others = try Tensor.select(eye, Tensor(1), table).product(axes: [-1]).cast(to: s.dtype)
    let row = try others.reshaped(to: Shape(others.shape.dimensions.dropLast() + [1, n]))
    let product = try Tensor.matmul(BinaryKernel.multiply.apply(to: u, row), vt)
    let signs = try BinaryKernel.multiply.apply(
      to: LUFactors(u, for: "det").sign(),
      LUFactors(vt, for: "det").sign()
    )
    return try BinaryKernel.multiply.apply(
      to: signs.reshaped(to: Shape(signs.shape.dimensions + [1, 1])),
      product
    )
  }
}

extension Tensor {
  /// Each vector `n` times below each other.
  fileprivate func broadcastRows(_ n: Int) throws -> Tensor {
    let leading = shape.dimensions.dropLast()
    return try reshaped(to: Shape(leading + [1, n])).broadcast(to: Shape(leading + [n, n]))
  }
}

extension Definition {
  /// The determinant of a square matrix.
  static let det = Definition(
    "det",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The determinant of a square matrix.",
      formula: #"\det A"#,
      shapes: "[..., n, n] -> [...]",
      derivative: "the matrix of cofactors, which is det(A) inv(A)ᵀ where there is an inverse",
      edgeCases: "A singular matrix has a gradient too: its cofactors.",
      source: "Magnus & Neudecker (1999), Matrix Differential Calculus, 8.3",
      example: "det([[1, 2], [3, 4]])"
    ),
    samples: LinearAlgebraSamples.square + [
      Sample([.tensor([1, 2, 2, 4], [2, 2])]),
      Sample([.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])]),
      Sample([.tensor([0, 0, 0, 0, 0, 0, 0, 0, 1], [3, 3])]),
      Sample([.tensor([1, 2, 0, 1, 2, 4, 0, 2, 0, 1, 3, 1, 1, 1, 1, 1], [4, 4])]),
    ]
  ) { graph, arguments in
    try graph.apply(.det(), arguments.operand(0))
  }
}
