import TensorCore

extension Definition {
  /// The diagonal of a matrix, or the matrix with a given diagonal.
  static let diag = Definition(
    "diag",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("k", .integer, default: .integer(0)),
    ],
    Documentation(
      "The diagonal of a matrix, or the matrix with a vector on its diagonal and zeros elsewhere.",
      formula: #"\operatorname{diag}(x)"#,
      shapes: "[m, n] -> [min(m, n)]; [n] -> [n, n]",
      derivative: "the cotangent on the diagonal, or the diagonal of the cotangent",
      edgeCases: "k > 0 is a diagonal above, k < 0 one below; other ranks are a ShapeError.",
      example: "diag([1, 2])"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integer(0)]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integer(1)]),
      Sample([.tensor([1, 2, 3], [3]), .integer(0)]),
      Sample([.tensor([1, 2], [2]), .integer(-1)]),
    ]
  ) { graph, arguments in
    let (x, k) = try (arguments.operand(0), arguments.integer(1))
    switch x.shape.rank {
    case 1:
      let size = x.shape.count + Swift.abs(k)
      let target = try Shape.validated([size, size])
      try target.requireRepresentable()
      return try graph.apply(.scatter(diagonal(x.shape.count, k), into: target), x)
    case 2:
      let (rows, columns) = (x.shape.dimensions[0], x.shape.dimensions[1])
      let length = Swift.max(0, Swift.min(rows - Swift.max(0, -k), columns - Swift.max(0, k)))
      return try graph.apply(.index(diagonal(length, k), label: "diagonal"), x)
    default:
      throw TensorError.shape("`diag` needs a vector or a matrix, not \(x.shape)", hint: nil)
    }
  }

  /// The sum of the diagonal.
  static let trace = Definition(
    "trace",
    parameters: [ParameterSpecification("A", .operand)],
    Documentation(
      "The sum of the diagonal of a matrix, or of each of a stack of matrices.",
      formula: #"\operatorname{tr} A = \sum_i A_{ii}"#,
      shapes: "[..., m, n] -> [...]",
      derivative: "1 on the diagonal, 0 elsewhere",
      edgeCases: "The matrices of a stack lie along the last two axes.",
      example: "trace([[1, 2], [3, 4]])"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4], [2, 2])]), Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3])]),
      Sample([.tensor((0..<12).map { Double($0) / 5 }, [3, 2, 2])]),
    ]
  ) { graph, arguments in
    let a = try arguments.operand(0)
    let rank = a.shape.rank
    guard rank >= 2 else {
      throw TensorError.shape("`trace` needs a matrix, not \(a.shape)", hint: nil)
    }
    let length = Swift.min(a.shape.dimensions[rank - 2], a.shape.dimensions[rank - 1])
    let leading = [AxisSelection](repeating: .all, count: rank - 2)
    let elements = try graph.apply(.index(leading + diagonal(length, 0), label: "diagonal"), a)
    return try graph.apply(.sum(axes: [rank - 2]), elements)
  }

  /// The matrix without what lies above a diagonal.
  static let tril = triangle("tril", "above", formula: #"A_{ij}\,[j \le i + k]"#, isLower: true)

  /// The matrix without what lies below a diagonal.
  static let triu = triangle("triu", "below", formula: #"A_{ij}\,[j \ge i + k]"#, isLower: false)

  private static func triangle(
    _ name: String,
    _ side: String,
    formula: String,
    isLower: Bool
  ) -> Definition {
    Definition(
      name,
      parameters: [
        ParameterSpecification("A", .operand),
        ParameterSpecification("k", .integer, default: .integer(0)),
      ],
      Documentation(
        "The matrix with zeros \(side) its diagonal, or the k-th one.",
        formula: formula,
        shapes: "[..., m, n] -> [..., m, n]",
        derivative: "the same triangle of the cotangent",
        edgeCases: "A nan in the other triangle does not get through.",
        example: "\(name)([[1, 2], [3, 4]])"
      ),
      samples: [
        Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integer(0)]),
        Sample([.tensor([1, 2, 3, 4, 5, 6], [3, 2]), .integer(-1)]),
        Sample([.tensor((0..<8).map { Double($0) / 5 }, [2, 2, 2]), .integer(1)]),
      ]
    ) { graph, arguments in
      let (a, k) = try (arguments.operand(0), arguments.integer(1))
      guard a.shape.rank >= 2 else {
        throw TensorError.shape("`\(name)` needs a matrix, not \(a.shape)", hint: nil)
      }
      let sizes = Array(a.shape.dimensions.suffix(2))
      let rows = try Tensor.arange(0, Double(sizes[0])).reshaped(to: [sizes[0], 1])
      let columns = try Tensor.arange(0, Double(sizes[1]))
      let reach = try rows + Double(k)
      let mask = try columns.mapped(isLower ? .lessOrEqual : .greaterOrEqual, reach)
      return try graph.apply(.select, [.tensor(mask), a, a.number(0)])
    }
  }

  /// The places of a diagonal of some length.
  private static func diagonal(_ length: Int, _ k: Int) throws -> [AxisSelection] {
    let (down, right) = (Swift.max(0, -k), Swift.max(0, k))
    return [
      .indices(try Places(down..<down + length), shape: [length]),
      .indices(try Places(right..<right + length), shape: [length]),
    ]
  }
}
