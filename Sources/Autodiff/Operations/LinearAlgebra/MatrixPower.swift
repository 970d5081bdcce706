import TensorCore

extension Definition {
  /// A square matrix multiplied with itself.
  static let matrixPower = Definition(
    "matrix_power",
    parameters: [ParameterSpecification("A", .operand), ParameterSpecification("n", .integer)],
    Documentation(
      "A square matrix multiplied with itself n times; below 0, its inverse.",
      formula: "A^n",
      shapes: "[..., n, n] -> [..., n, n]",
      derivative: "by the products it is made of",
      edgeCases: "n = 0 gives the identity matrix; n < 0 of a singular matrix is a ValueError.",
      example: "matrix_power([[1, 1], [1, 0]], 10)"
    ),
    samples: [-2, -1, 0, 1, 2, 3, 5].map { Sample([LinearAlgebraSamples.matrix, .integer($0)]) }
      + [Sample([LinearAlgebraSamples.stack, .integer(3)])]
  ) { graph, arguments in
    let matrix = try arguments.operand(0)
    let exponent = try arguments.integer(1)
    let sizes = matrix.shape.dimensions
    guard sizes.count >= 2, sizes[sizes.count - 1] == sizes[sizes.count - 2] else {
      throw TensorError.shape("matrix_power needs a square matrix, not \(matrix.shape)", hint: nil)
    }
    guard exponent != 0 else {
      let eye = try Tensor.eye(sizes[sizes.count - 1], dtype: matrix.dtype.arithmetic)
      return Operand(try eye.broadcast(to: matrix.shape))
    }
    var square = exponent < 0 ? try graph.apply(.inv(), matrix) : matrix
    var rest = exponent.magnitude
    var power: Operand?
    // Squares for the binary digits of the exponent.
    while rest > 0 {
      if rest & 1 == 1 { power = try power.map { try graph.apply(.matmul, $0, square) } ?? square }
      rest >>= 1
      if rest > 0 { square = try graph.apply(.matmul, square, square) }
    }
    return power ?? matrix
  }
}
