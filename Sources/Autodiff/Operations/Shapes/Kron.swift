import TensorCore

extension Definition {
  /// Kronecker's product.
  static let kron = Definition(
    "kron",
    parameters: [ParameterSpecification("a", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "Kronecker's product: every element of a times the whole of b, laid out as a is.",
      formula: #"a \otimes b"#,
      shapes: "[m, n], [p, q] -> [m p, n q]",
      derivative: "the cotangent's blocks times b for a; their sum weighted by a for b",
      edgeCases: "Operands of lower rank get axes of size 1 in front.",
      example: "kron([1, 2], [1, 10])"
    ),
    samples: [
      .vectors([1, -2], [3, 0.7, 2]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .tensor([3, 0.7], [1, 2])]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .tensor([3, 0.7], [2])]),
      Sample([.tensor([2], .scalar), .tensor([3, 0.7], [2])]),
    ]
  ) { graph, arguments in
    let (a, b) = try (arguments.operand(0), arguments.operand(1))
    let rank = Swift.max(a.shape.rank, b.shape.rank)
    func padded(_ shape: Shape) -> [Int] {
      [Int](repeating: 1, count: rank - shape.rank) + shape.dimensions
    }
    let (left, right) = (padded(a.shape), padded(b.shape))
    // Axes of a and b alternate, so that one product of elements makes all pairs.
    let wideA = try graph.apply(.reshape(to: Shape(left.flatMap { [$0, 1] })), a)
    let wideB = try graph.apply(.reshape(to: Shape(right.flatMap { [1, $0] })), b)
    let pairs = try graph.apply(.multiply, wideA, wideB)
    return try graph.apply(.reshape(to: Shape(zip(left, right).map { $0 * $1 })), pairs)
  }
}
