import TensorCore

extension Definition {
  /// The vector product.
  static let cross = Definition(
    "cross",
    parameters: [
      ParameterSpecification("a", .operand), ParameterSpecification("b", .operand),
      ParameterSpecification("axis", .axes, default: .integer(-1)),
    ],
    Documentation(
      "The vector product of vectors in three dimensions, which lie along an axis.",
      formula: #"a \times b"#,
      shapes: "[..., 3], [..., 3] -> [..., 3], broadcast",
      derivative: "b × ȳ for a, ȳ × a for b",
      edgeCases: "Vectors of another length are a ShapeError.",
      example: "cross([1, 0, 0], [0, 1, 0])"
    ),
    samples: [
      .vectors([1, -2, 0.5], [3, 0.7, 2]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .tensor([3, 0.7, 2], [3]), .integer(-1)]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [3, 2]), .tensor([3, 0.7, 2], [3, 1]), .axes([0])]),
    ].map { Sample($0.entries.count == 2 ? $0.entries + [.integer(-1)] : $0.entries) }
  ) { graph, arguments in
    let (a, b) = try (arguments.operand(0), arguments.operand(1))
    let places = try [a, b].map { try $0.shape.axis(arguments.axis(2)) }
    guard a.shape.dimensions[places[0]] == 3, b.shape.dimensions[places[1]] == 3 else {
      throw TensorError.shape(
        "`cross` of shapes \(a.shape) and \(b.shape): vectors in three dimensions are needed",
        hint: nil
      )
    }
    // (a × b)ᵢ = aᵢ₊₁ bᵢ₊₂ - aᵢ₊₂ bᵢ₊₁, indices modulo 3.
    func product(_ first: Int, _ second: Int) throws -> Operand {
      try graph.apply(
        .multiply,
        Operation.rolled(a, by: -first, axis: places[0], in: graph),
        Operation.rolled(b, by: -second, axis: places[1], in: graph)
      )
    }
    return try graph.apply(.subtract, product(1, 2), product(2, 1))
  }
}
