import TensorCore

extension Definition {
  /// The elements in reverse order.
  static let flip = Definition(
    "flip",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("axis", .axes, default: .absent),
    ],
    Documentation(
      "The elements in reverse order along all or some axes.",
      formula: #"(x_n, \dots, x_1)"#,
      derivative: "the cotangent in reverse order",
      edgeCases: "A number has no axis and stays as it is.",
      example: "flip([1, 2, 3])"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .absent]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .axes([-1])]),
      Sample([.tensor([1, 2, 3], [3]), .axes([0])]), Sample([.tensor([1], .scalar), .absent]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    let axes = try x.shape.axes(arguments.axes(1))
    let parts = (0..<x.shape.rank).map { axis in
      axes.contains(axis) ? AxisSelection.slice(start: nil, stop: nil, step: -1) : .all
    }
    return try graph.apply(.index(parts, label: "reversed"), x)
  }
}
