import TensorCore

extension Operation {
  /// The pseudoinverse, for matrices near which the rank stays.
  ///
  /// Rules after Golub & Pereyra (1973), equation 4.12: dP = -P dA P + P Pᵀ dAᵀ (I - A P) + (I - P A) dAᵀ Pᵀ P.
  static let pinv: Operation = Operation(
    "pinv",
    .call("pinv"),
    .general(
      GeneralRule(
        value: { inputs, interruption in
          try SingularFactors(inputs[0], for: "pinv", interruption).pseudoinverse()
        },
        pullback: { c, inputs, p, _ in
          let a = inputs[0]
          let ct = try c.matrixTransposed()
          let main = try p.transposedTimes(c).timesTransposed(p)
          let left = try ct.times(p).timesTransposed(p)
          let right = try p.transposedTimes(p).times(ct)
          return try (left - a.times(p).times(left)) + (right - right.times(p).times(a)) - main
        },
        pushforward: { tangent, inputs, p, _ in
          let a = inputs[0]
          let turned = try tangent.matrixTransposed()
          let main = try p.times(tangent).times(p)
          let left = try p.timesTransposed(p).times(turned)
          let right = try turned.timesTransposed(p).times(p)
          return try (left - left.times(a).times(p)) + (right - p.times(a).times(right)) - main
        },
        batching: .stacked
      )
    )
  )
}

extension SingularFactors {
  /// How many singular values count: those above the precision times the largest and the longer side.
  func ranks() throws -> Tensor {
    let counts = try counting().cast(to: .float64)
    return try counts.sum(axes: [-1])
  }

  /// V diag(1/s) Uᵀ over the singular values that count.
  fileprivate func pseudoinverse() throws -> Tensor {
    let mask = try counting()
    let safe = try Tensor.select(mask, s, Tensor(1).cast(to: s.dtype))
    let reciprocal = try UnaryKernel.reciprocal.apply(to: safe)
    let weights = try Tensor.select(mask, reciprocal, Tensor(0).cast(to: s.dtype))
    let scaled = try BinaryKernel.multiply.apply(
      to: vt,
      weights.reshaped(to: Shape(weights.shape.dimensions + [1]))
    )
    return try Tensor.matmul(scaled, u, transposeLeft: true, transposeRight: true)
  }

  private func counting() throws -> Tensor {
    guard s.count > 0 else { return try s.cast(to: .bool) }
    let side = Swift.max(u.shape.dimensions[u.rank - 2], vt.shape.dimensions[vt.rank - 1])
    let precision = s.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let largest = try s.maximum(axes: [-1], keepsDimensions: true)
    let bound = try BinaryKernel.multiply.apply(to: largest, Tensor(precision * Double(side)))
    return try BinaryKernel.greater.apply(to: s, bound)
  }
}

extension Definition {
  /// The pseudoinverse of Moore and Penrose.
  static let pinv = Definition(
    "pinv",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The pseudoinverse of Moore and Penrose, of a matrix of any shape and rank.",
      formula: "A^{+}",
      shapes: "[..., m, n] -> [..., n, m]",
      derivative: "that of Golub and Pereyra, along matrices of the same rank",
      edgeCases: """
        Singular values below max(m, n) times the precision times the largest count as 0. Where the rank is not full, \
        the pseudoinverse jumps for changes that raise it, and the derivative is that at constant rank.
        """,
      source: "Golub & Pereyra (1973), The differentiation of pseudo-inverses, eq. 4.12",
      example: "pinv([[1, 2], [3, 4], [5, 6]])"
    ),
    samples: [
      Sample([LinearAlgebraSamples.matrix]), Sample([LinearAlgebraSamples.tall]),
      Sample([LinearAlgebraSamples.wide]), Sample([LinearAlgebraSamples.stack]),
    ]
  ) { graph, arguments in
    try graph.apply(.pinv, arguments.operand(0))
  }
}
