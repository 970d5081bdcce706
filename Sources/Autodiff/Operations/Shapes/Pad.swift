import TensorCore

extension Definition {
  /// The operand in a frame of constant value.
  static let pad = Definition(
    "pad",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("widths", .integers),
      ParameterSpecification("value", .operand, default: .number(0)),
    ],
    Documentation(
      "The operand in a frame: some elements of one value before and after it along each axis.",
      formula: #"(v, \dots, v, x_1, \dots, x_n, v, \dots, v)"#,
      shapes: "[a, b] -> [p + a + q, r + b + s]",
      derivative: "the cotangent without the frame; its sum over the frame for the value",
      edgeCases:
        "Widths are one number, a pair (before, after) for every axis, or a pair for each axis.",
      example: "pad([1, 2], (1, 2))"
    ),
    samples: [
      Sample([.tensor([1, 2], [2]), .integers([1, 2], [2]), .number(0)]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([1], .scalar), .tensor([0.5], .scalar)]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([1, 0, 0, 2], [2, 2]), .number(3)]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    let (widths, form) = try arguments.integers(1)
    let frame = try frame(widths, form, around: x.shape)
    let target = Shape(zip(x.shape.dimensions, frame).map { $0 + $1.before + $1.after })
    try target.requireRepresentable()
    let parts = zip(x.shape.dimensions, frame).map { size, frame in
      AxisSelection.slice(start: frame.before, stop: frame.before + size, step: 1)
    }
    let placed = try graph.apply(.scatter(parts, into: target), x)
    let value = try arguments.optionalOperand(2) ?? x.number(arguments.number(2))
    if case .number(0) = value { return placed }
    var mask = try Tensor.filled(0, shape: target)
    try mask.assign(Tensor(1), at: Selection(parts, in: target))
    return try graph.apply(.select, [.tensor(mask.cast(to: .bool)), placed, value])
  }

  private static func frame(
    _ widths: [Int],
    _ form: Shape,
    around shape: Shape
  ) throws -> [(before: Int, after: Int)] {
    guard widths.allSatisfy({ $0 >= 0 }) else {
      throw TensorError.value("`pad` needs widths of at least 0", hint: nil)
    }
    let rank = shape.rank
    switch form.dimensions {
    case []: return Array(repeating: (widths[0], widths[0]), count: rank)
    case [2], [1, 2]: return Array(repeating: (widths[0], widths[1]), count: rank)
    case [rank, 2]: return (0..<rank).map { (widths[2 * $0], widths[2 * $0 + 1]) }
    default:
      throw TensorError.shape(
        "`pad` of shape \(shape) with widths of shape \(form)",
        hint: "one number, a pair (before, after), or \(rank) pairs"
      )
    }
  }
}

extension Shape {
  /// Refuses what no memory holds, before positions in it are computed.
  func requireRepresentable() throws {
    if count == Int.max { _ = try Tensor.filled(0, shape: self) }
  }
}
