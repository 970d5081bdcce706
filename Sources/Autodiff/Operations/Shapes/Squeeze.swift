import TensorCore

extension Definition {
  /// The operand without axes of size one.
  static let squeeze = Definition(
    "squeeze",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("axis", .axes, default: .absent),
    ],
    Documentation(
      "The operand without its axes of size 1, or without the ones named.",
      formula: "x",
      shapes: "[a, 1, b] -> [a, b]",
      derivative: "the cotangent in the shape of x",
      edgeCases: "An axis named that has another size is a ShapeError.",
      example: "squeeze([[1], [2]])"
    ),
    samples: [
      Sample([.tensor([1, 2], [1, 2, 1]), .absent]),
      Sample([.tensor([1, 2], [1, 2, 1]), .axes([0])]),
      Sample([.tensor([1, 2], [1, 2, 1]), .axes([-1, 0])]), Sample([.tensor([3], [1]), .absent]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    let sizes = x.shape.dimensions
    let removed =
      try arguments.axes(1).map { try x.shape.axes($0) } ?? sizes.indices.filter { sizes[$0] == 1 }
    if let axis = removed.first(where: { sizes[$0] != 1 }) {
      throw TensorError.shape(
        "cannot squeeze axis \(axis) of shape \(x.shape): its size is \(sizes[axis]), not 1",
        hint: nil
      )
    }
    let target = x.shape.reduced(over: removed, keepsDimensions: false)
    return try graph.apply(.reshape(to: target), x)
  }

  /// The operand with new axes of size one.
  static let expandDims = Definition(
    "expand_dims",
    parameters: [ParameterSpecification("x", .operand), ParameterSpecification("axis", .axes)],
    Documentation(
      "The operand with new axes of size 1 at the places that they have in the result.",
      formula: "x",
      shapes: "[a, b] -> [a, 1, b]",
      derivative: "the cotangent in the shape of x",
      edgeCases: "Negative axes count from the end of the result.",
      example: "expand_dims([1, 2], 0)"
    ),
    samples: [
      Sample([.tensor([1, 2], [2]), .axes([0])]), Sample([.tensor([1, 2], [2]), .axes([-1])]),
      Sample([.tensor([1, 2], [2]), .axes([0, 2])]), Sample([.tensor([1], .scalar), .axes([0])]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    guard let axes = arguments.axes(1) else {
      throw TensorError.type("`expand_dims` needs an axis")
    }
    let rank = x.shape.rank + axes.count
    let added = try Shape([Int](repeating: 1, count: rank)).axes(axes)
    var sizes = x.shape.dimensions
    for axis in added { sizes.insert(1, at: axis) }
    return try graph.apply(.reshape(to: Shape(sizes)), x)
  }
}
