import TensorCore

extension Operation {
  /// The elements moved along an axis by some places, those at the end back to the beginning.
  ///
  /// The shift lies between 0 and the size of the axis.
  private static func roll(by shift: Int, axis: Int) -> Operation {
    Operation(
      "roll",
      .call("roll", extra: "\(shift), axis=\(axis)"),
      .linear(
        LinearRule(
          moves: true,
          program: ProgramRule { program, inputs in
            let shape = program.shape(of: inputs[0])
            let halves = try halves(of: shape, shift, axis).map {
              try program.gather(inputs[0], Selection($0, in: shape))
            }
            return try program.concatenate(halves, axis: axis)
          },
          value: { inputs, interruption in
            let shape = inputs[0].shape
            let halves = try halves(of: shape, shift, axis).map {
              try inputs[0].gathered(Selection($0, in: shape), interruption)
            }
            return try Tensor.concatenated(halves, axis: axis, interruption)
          },
          transpose: { cotangent, inputs, _ in
            try cotangent.applying(
              .roll(by: inputs[0].shape.dimensions[axis] - shift, axis: axis)
            )
          },
          batching: .shifted { _ in .roll(by: shift, axis: axis + 1) }
        )
      )
    )
  }

  /// What comes to the beginning, and what moves behind it.
  private static func halves(of shape: Shape, _ shift: Int, _ axis: Int) -> [[AxisSelection]] {
    let size = shape.dimensions[axis]
    return [size - shift..<size, 0..<size - shift].map { part in
      [AxisSelection](repeating: .all, count: axis)
        + [.slice(start: part.lowerBound, stop: part.upperBound, step: 1)]
    }
  }

  /// An operand moved along an axis by any number of places, also backwards.
  static func rolled(_ x: Operand, by shift: Int, axis: Int, in graph: Graph) throws -> Operand {
    let size = x.shape.dimensions[axis]
    guard size > 1, shift % size != 0 else { return x }
    return try graph.apply(.roll(by: ((shift % size) + size) % size, axis: axis), x)
  }
}

extension Definition {
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
      return try graph.apply(
        .reshape(to: x.shape),
        Operation.rolled(flat, by: shifts[0], axis: 0, in: graph)
      )
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
      result = try Operation.rolled(result, by: shift, axis: x.shape.axis(axis), in: graph)
    }
    return result
  }
}
