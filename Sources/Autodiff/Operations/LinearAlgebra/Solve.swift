import TensorCore

extension Operation {
  /// The X of A X = B, or of Aᵀ X = B; a vector counts as one column.
  static func solve(
    _ factors: SharedFactors<LUFactors> = SharedFactors(for: "solve"),
    transposed: Bool = false
  ) -> Operation {
    Operation(
      "solve",
      .call("solve", extra: transposed ? "transposed" : ""),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            let lu = try factors.of(inputs[0], interruption)
            try lu.requireRegular(for: "solve")
            let right = try inputs[1].asColumn()
            let x = try lu.solution(right, transposed: transposed, for: "solve", interruption)
            return try inputs[1].rank == 1 ? x.withoutColumn() : x
          },
          pullback: { cotangent, inputs, output, index in
            let isVector = inputs[1].shape.rank == 1
            if isVector, inputs[0].shape.rank == 2 {
              let back = Operation.solve(factors, transposed: !transposed)
              let adjoint = try inputs[0].applying(back, cotangent)
              if index == 1 { return adjoint }
              return try
                -(transposed
                ? output.applying(.outer, adjoint) : adjoint.applying(.outer, output))
            }
            let adjoint = try inputs[0].applying(
              .solve(factors, transposed: !transposed),
              isVector ? cotangent.asColumns() : cotangent
            )
            if index == 1 {
              let right = try isVector ? adjoint.withoutColumn() : adjoint
              return try right.summed(to: inputs[1].shape)
            }
            let x = try isVector ? output.asColumns() : output
            let product =
              try transposed ? x.timesTransposed(adjoint) : adjoint.timesTransposed(x)
            return try (-product).summed(to: inputs[0].shape)
          },
          pushforward: { tangent, inputs, output, index in
            let again = Operation.solve(factors, transposed: transposed)
            if index == 1 {
              return try inputs[0].applying(again, tangent).broadcast(to: output.shape)
            }
            let isVector = inputs[1].shape.rank == 1
            let x = try isVector ? output.asColumns() : output
            let right = try transposed ? tangent.transposedTimes(x) : tangent.times(x)
            let result = try -inputs[0].applying(again, right)
            return try isVector ? result.withoutColumn() : result
          },
          batching: BatchingRule { try batched($0, transposed) }
        )
      )
    )
  }

  /// The systems of a batch; right sides of one matrix are solved as its columns.
  private static func batched(_ batch: Batch, _ transposed: Bool) throws -> Term {
    let (a, b) = (batch[0], batch[1])
    let fresh = SharedFactors<LUFactors>(for: "solve")
    if a.isBatched { try a.term.graph.remarkCondition(of: fresh, at: a.term, in: "solve") }
    let solve = Operation.solve(fresh, transposed: transposed)
    guard b.shape.rank == 1 else {
      let rank = Swift.max(a.shape.rank, b.shape.rank)
      return try batch.applying(solve, (0..<2).map { try batch.aligned($0, rank: rank) })
    }
    guard b.isBatched else { return try a.term.applying(solve, b.term) }
    if !a.isBatched, a.shape.rank == 2 {
      let columns = try a.term.applying(solve, b.term.applying(.transpose([1, 0])))
      return try columns.applying(.transpose([1, 0]))
    }
    let ones = [Int](repeating: 1, count: a.shape.rank - 2)
    let right = try b.term.reshaped(to: Shape([batch.count] + ones + [b.shape.count, 1]))
    return try a.term.applying(solve, right).reshaped(to: batch.shape)
  }
}

extension Tensor {
  /// A vector as a matrix of one column; others as they are.
  fileprivate func asColumn() throws -> Tensor { rank == 1 ? try reshaped(to: [count, 1]) : self }

  fileprivate func withoutColumn() throws -> Tensor {
    try reshaped(to: Shape(Array(shape.dimensions.dropLast())))
  }
}

extension Term {
  /// The only column of matrices that have one.
  func withoutColumn() throws -> Term {
    try reshaped(to: Shape(Array(shape.dimensions.dropLast())))
  }
}

extension Definition {
  /// The x of A x = b.
  static let solve = Definition(
    "solve",
    parameters: [ParameterSpecification("A", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "The x of A x = b, for a vector or several columns b.",
      formula: "A^{-1} b",
      shapes: "[..., n, n], [n] -> [..., n]; [..., n, n], [..., n, k] -> [..., n, k]",
      derivative: "b̄ = solve(Aᵀ, x̄) for b, -b̄ xᵀ for A",
      edgeCases: "A singular matrix is a ValueError, an ill-conditioned one draws a note.",
      source: "Giles (2008), Collected matrix derivative results, 2.3.1",
      example: "solve([[2, 1], [1, 3]], [3, 5])"
    ),
    samples: [
      Sample([LinearAlgebraSamples.matrix, .tensor([1, -2, 0.5], [3])]),
      Sample([LinearAlgebraSamples.matrix, .tensor([1, -2, 0.5, 3, 0.2, -1], [3, 2])]),
      Sample([LinearAlgebraSamples.stack, .tensor([1, -2], [2])]),
      Sample([LinearAlgebraSamples.stack, .tensor([1, -2, 0.5, 2], [2, 2])]),
      Sample([
        .tensor([2, 1, -0.5, 1.5], [2, 2]), .tensor([1, -2, 0.5, 2, 3, 0.1], [3, 2, 1]),
      ]),
    ]
  ) { graph, arguments in
    let factors = SharedFactors<LUFactors>(for: "solve")
    let (matrix, right) = try (arguments.operand(0), arguments.operand(1))
    let common = DType.common(matrix.dtype, rank: 2, right.dtype, rank: 2)
    let operands = try [matrix, right].map {
      $0.dtype == common ? $0 : try graph.apply(.cast(to: common), $0)
    }
    let result = try graph.apply(.solve(factors), operands)
    try graph.remarkCondition(of: factors, at: operands[0], in: "solve")
    return result
  }
}
