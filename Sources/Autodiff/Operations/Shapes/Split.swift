import TensorCore

extension Definition {
  /// The parts of an operand along an axis.
  static let split = Definition(
    "split",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("parts", .integers),
      ParameterSpecification("axis", .axes, default: .integer(0)),
    ],
    Documentation(
      "The parts of x along an axis: so many equal ones, or cut before the places in a list.",
      formula: #"(x_1, \dots, x_k)"#,
      shapes: "[n, ...] -> a tuple of [n/parts, ...]",
      derivative: "each part's cotangent at its place",
      edgeCases: "A size that is no multiple of the number of parts is a ShapeError.",
      example: "split([1, 2, 3, 4], 2)"
    ),
    results: { graph, arguments in
      let x = try arguments.operand(0)
      let axis = try x.shape.axis(arguments.axis(2))
      let (numbers, shape) = try arguments.integers(1)
      let size = x.shape.dimensions[axis]
      let cuts = try shape.rank == 0 ? equalCuts(numbers[0], size, x.shape) : numbers
      let starts = [0] + cuts
      let leading = [AxisSelection](repeating: .all, count: axis)
      return try starts.indices.map { place in
        let stop = place + 1 < starts.count ? starts[place + 1] : size
        let part = AxisSelection.slice(start: starts[place], stop: stop, step: 1)
        return try graph.apply(.index(leading + [part]), x)
      }
    },
    samples: [
      Sample([.tensor([1, 2, 3, 4], [4]), .integers([2], .scalar), .integer(0)]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integers([1], [1]), .axes([-1])]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integers([3], .scalar), .axes([1])]),
    ]
  )

  private static func equalCuts(_ parts: Int, _ size: Int, _ shape: Shape) throws -> [Int] {
    guard parts > 0 else {
      throw TensorError.value("`split` needs at least one part, not \(parts)", hint: nil)
    }
    guard size % parts == 0 else {
      throw TensorError.shape(
        "cannot split \(size) elements of shape \(shape) into \(parts) equal parts",
        hint: "a list of places cuts unequal ones: `split(x, [2, 5])`"
      )
    }
    return (1..<parts).map { $0 * (size / parts) }
  }

  /// Coordinates of every point of a grid.
  static let meshgrid = Definition(
    "meshgrid",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("y", .operand),
      ParameterSpecification("z", .operand, default: .absent),
    ],
    Documentation(
      "The coordinates of every point of a grid, a table for each axis; x runs along the columns.",
      formula: #"X_{ij} = x_j, \quad Y_{ij} = y_i"#,
      shapes: "[n], [m] -> ([m, n], [m, n]); with z ([m, n, k], ...)",
      derivative: "the sum over the copies",
      edgeCases: "Other shapes count as vectors in row-major order.",
      example: "meshgrid([1, 2, 3], [10, 20])"
    ),
    results: { graph, arguments in
      let operands =
        try [arguments.operand(0), arguments.operand(1)]
        + (arguments.optionalOperand(2).map { [$0] } ?? [])
      let counts = operands.map(\.shape.count)
      // The first two axes are exchanged: rows of a table go with y.
      let order = [1, 0] + Array(2..<counts.count)
      let target = Shape(order.map { counts[$0] })
      return try operands.enumerated().map { place, operand in
        var sizes = [Int](repeating: 1, count: counts.count)
        sizes[order[place]] = counts[place]
        let line = try graph.apply(.reshape(to: Shape(sizes)), operand)
        return try graph.apply(.broadcast(to: target), line)
      }
    },
    samples: [
      Sample([.tensor([1, 2, 3], [3]), .tensor([4, 5], [2]), .absent]),
      Sample([.tensor([1, 2], [2]), .tensor([4], .scalar), .tensor([3, 5], [2])]),
    ]
  )
}
