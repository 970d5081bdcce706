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

  /// The elements moved along, those at the end back to the beginning.
  static let roll = Definition(
    "roll",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("shift", .integers),
      ParameterSpecification("axis", .axes, default: .absent),
    ],
    Documentation(
      "The elements moved along by some places; those that leave at the end come back in front.",
      formula: #"y_i = x_{i - s}"#,
      derivative: "the cotangent moved back",
      edgeCases:
        "Without an axis the elements move in row-major order; several axes take as many shifts.",
      example: "roll([1, 2, 3], 1)"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integers([2], .scalar), .absent]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integers([-1], .scalar), .axes([1])]),
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .integers([1, 7], [2]), .axes([0, 1])]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    let (shifts, _) = try arguments.integers(1)
    guard let axes = arguments.axes(2) else {
      guard shifts.count == 1 else {
        throw TensorError.value("`roll` without an axis takes one shift", hint: nil)
      }
      let flat = try graph.apply(.reshape(to: [x.shape.count]), x)
      return try graph.apply(.reshape(to: x.shape), rolled(flat, by: shifts[0], axis: 0, in: graph))
    }
    guard shifts.count == axes.count || shifts.count == 1 else {
      throw TensorError.value(
        "`roll` along \(axes.count) axes takes as many shifts, not \(shifts.count)",
        hint: nil
      )
    }
    var result = x
    for (place, axis) in axes.enumerated() {
      let shift = shifts.count == 1 ? shifts[0] : shifts[place]
      result = try rolled(result, by: shift, axis: x.shape.axis(axis), in: graph)
    }
    return result
  }

  static func rolled(_ x: Operand, by shift: Int, axis: Int, in graph: Graph) throws -> Operand {
    let size = x.shape.dimensions[axis]
    guard size > 1, shift % size != 0 else { return x }
    // Where the first element of the result comes from.
    let start = ((-shift % size) + size) % size
    func slice(_ from: Int, _ to: Int) throws -> Operand {
      let whole = [AxisSelection](repeating: .all, count: axis)
      return try graph.apply(.index(whole + [.slice(start: from, stop: to, step: 1)]), x)
    }
    return try graph.apply(.concat(axis: axis), [slice(start, size), slice(0, start)])
  }
}
