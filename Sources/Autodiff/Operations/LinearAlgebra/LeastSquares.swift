import TensorCore

extension Definition {
  /// The x that minimises ‖A x - b‖.
  static let lstsq = Definition(
    "lstsq",
    parameters: [ParameterSpecification("A", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "The shortest x that minimises ‖A x - b‖, with residuals, rank and singular values.",
      formula: #"\arg\min_x \lVert A x - b \rVert^2"#,
      shapes: "[m, n], [m] -> [n], [1], [], [k]; [m, n], [m, p] -> [n, p], [p], [], [k]",
      derivative: "that of pinv(A) @ b",
      edgeCases:
        "The residuals are empty where A has not full column rank or no more rows than columns.",
      source: "Golub & Pereyra (1973), The differentiation of pseudo-inverses",
      example: "lstsq([[1, 0], [1, 1], [1, 2]], [1, 2, 4])"
    ),
    results: { graph, arguments in
      let (matrix, right) = try (arguments.operand(0), arguments.operand(1))
      let rank = right.shape.rank
      guard matrix.shape.rank == 2, rank == 1 || rank == 2,
        matrix.shape.dimensions[0] == right.shape.dimensions[0]
      else {
        throw TensorError.shape(
          "lstsq needs a matrix and as many right sides as rows, not \(matrix.shape) and "
            + "\(right.shape)",
          hint: nil
        )
      }
      let x = try graph.apply(.matmul, graph.apply(.pinv, matrix), right)
      let number = try graph.apply(.rank, matrix.plain)
      let singular = SingularOperations().values("svdvals", .call("svdvals"))
      let (rows, columns) = (matrix.shape.dimensions[0], matrix.shape.dimensions[1])
      var residuals = Operand(try Tensor.filled(0, shape: [0], dtype: x.dtype))
      if rows > columns, number.value.scalar == Double(columns) {
        let misfit = try graph.apply(.subtract, right, graph.apply(.matmul, matrix, x))
        let squares = try graph.apply(.square, misfit)
        residuals = try graph.apply(.sum(axes: [0], keepsDimensions: rank == 1), squares)
      }
      return [x, residuals, number, try graph.apply(singular, matrix)]
    },
    samples: [
      Sample([LinearAlgebraSamples.tall, .tensor([1, -2, 0.5], [3])]),
      Sample([LinearAlgebraSamples.matrix, .tensor([1, -2, 0.5, 3, 0.2, -1], [3, 2])]),
      Sample([LinearAlgebraSamples.wide, .tensor([1, -2], [2])]),
    ]
  )
}
