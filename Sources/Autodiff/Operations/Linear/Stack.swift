import TensorCore

extension Operation {
  /// Operands of one shape along a new axis.
  public static func stack(axis: Int) -> Operation {
    Operation(
      "stack",
      axis == 0 ? .list : .call("stack", extra: "axis=\(axis)"),
      .linear(
        LinearRule(
          isJoint: true,
          moves: true,
          program: ProgramRule { try $0.stack($1, axis: axis) },
          value: { try Tensor.stacked($0, axis: axis, $1) },
          transpose: { cotangent, _, index in
            try cotangent.applying(.slice(axis: axis, from: index, to: index + 1, drop: true))
          },
          batching: .together { _ in .stack(axis: axis + 1) }
        )
      )
    )
  }

  /// Operands one after another along an axis they have.
  public static func concat(axis: Int) -> Operation {
    Operation(
      "concat",
      .call("concat", extra: axis == 0 ? "" : "axis=\(axis)"),
      .linear(
        LinearRule(
          isJoint: true,
          program: ProgramRule { try $0.concatenate($1, axis: axis) },
          value: { try Tensor.concatenated($0, axis: axis, $1) },
          transpose: { cotangent, inputs, index in
            let start = inputs[..<index].reduce(0) { $0 + $1.shape.dimensions[axis] }
            let stop = start + inputs[index].shape.dimensions[axis]
            return try cotangent.applying(.slice(axis: axis, from: start, to: stop, drop: false))
          },
          batching: .together { _ in .concat(axis: axis + 1) }
        )
      )
    )
  }

  /// A stretch along one axis; a stretch of one may lose the axis.
  private static func slice(axis: Int, from start: Int, to stop: Int, drop: Bool) -> Operation {
    var parts = [AxisSelection](repeating: .all, count: axis)
    parts.append(drop ? .index(start) : .slice(start: start, stop: stop, step: 1))
    return .index(parts)
  }
}

extension Definition {
  /// Operands of one shape along a new axis.
  static let stack = Definition(
    "stack",
    parameters: [
      ParameterSpecification("xs", .operands),
      ParameterSpecification("axis", .integer, default: .integer(0), keywordOnly: true),
    ],
    Documentation(
      "Operands of one shape along a new axis.",
      formula: "(x_1, x_2, \\dots)",
      shapes: "n times [...] -> [n, ...]",
      derivative: "each operand gets its part of the cotangent",
      edgeCases: "Nothing to stack is a ValueError.",
      example: "stack([1, 2], [3, 4])"
    ),
    samples: [
      Sample([.operands(pair), .integer(0)]), Sample([.operands(pair), .integer(1)]),
      Sample([.operands(pair), .integer(-1)]),
    ]
  ) { graph, arguments in
    let operands = try arguments.operands(0)
    let rank = (operands.first?.shape.rank ?? 0) + 1
    let axis = try Shape([Int](repeating: 1, count: rank)).axis(arguments.integer(1))
    return try graph.apply(.stack(axis: axis), operands)
  }

  /// Operands one after another along an axis they have.
  static let concat = Definition(
    "concat",
    parameters: [
      ParameterSpecification("xs", .operands),
      ParameterSpecification("axis", .integer, default: .integer(0), keywordOnly: true),
    ],
    Documentation(
      "Operands one after another along an axis they have.",
      formula: "(x_1, x_2, \\dots)",
      shapes: "[a, ...], [b, ...] -> [a + b, ...]",
      derivative: "each operand gets its part of the cotangent",
      edgeCases: "Other axes have to agree; nothing to join is a ValueError.",
      example: "concat([1, 2], [3])"
    ),
    samples: [
      Sample([.operands(pair), .integer(0)]),
      Sample([.operands(matrices), .integer(1)]),
    ]
  ) { graph, arguments in
    let operands = try arguments.operands(0)
    let axis = try (operands.first?.shape ?? [1]).axis(arguments.integer(1))
    return try graph.apply(.concat(axis: axis), operands)
  }

  private static let pair = [
    Sample.Constant(values: [1, 2, -3], shape: [3]),
    Sample.Constant(values: [0.5, 4, 6], shape: [3]),
  ]

  private static let matrices = [
    Sample.Constant(values: [1, 2], shape: [2, 1]),
    Sample.Constant(values: [0.5, 4, 6, -1], shape: [2, 2]),
  ]
}
