import TensorCore

extension Operation {
  /// The element of each row at the place of its class; what picks by labels that a plan is given anew.
  ///
  /// - Shapes: `[n, k], [n] -> [n]`
  static func pickingClasses(of function: String) -> Operation {
    Operation(
      "index",
      .call("index"),
      .general(
        GeneralRule(
          derivativeUse: .second,
          program: ProgramRule { try $0.pick($1[0], at: $1[1]) },
          value: { inputs, interruption in
            let classes = inputs[0].shape.dimensions[1]
            let parts = try places(of: inputs[1], classes, for: function)
            return try inputs[0].gathered(Selection(parts, in: inputs[0].shape), interruption)
          },
          pullback: { cotangent, inputs, _, index in
            guard index == 0 else { return nil }
            let operation = placingClasses(inputs[0].shape.dimensions[1], of: function)
            return try cotangent.applying(operation, inputs[1])
          },
          pushforward: { tangent, inputs, _, index in
            index == 0 ? try tangent.applying(.pickingClasses(of: function), inputs[1]) : nil
          },
          batching: BatchingRule { batch in
            let (rows, labels) = (try batch.spread(0), try batch.spread(1))
            let sizes = rows.shape.dimensions
            return try rows.reshaped(to: [sizes[0] * sizes[1], sizes[2]])
              .applying(.pickingClasses(of: function), labels.reshaped(to: [sizes[0] * sizes[1]]))
              .reshaped(to: [sizes[0], sizes[1]])
          }
        )
      )
    )
  }

  /// Rows of zeros but for one element at the place of a class.
  ///
  /// - Shapes: `[n], [n] -> [n, k]`
  private static func placingClasses(_ classes: Int, of function: String) -> Operation {
    Operation(
      "scatter",
      .call("scatter"),
      .general(
        GeneralRule(
          derivativeUse: .second,
          program: ProgramRule { try $0.place($1[0], at: $1[1], among: classes) },
          value: { inputs, _ in
            let parts = try places(of: inputs[1], classes, for: function)
            let shape: Shape = [inputs[1].count, classes]
            return try Tensor.scatterAdded(inputs[0], at: Selection(parts, in: shape), into: shape)
          },
          pullback: { cotangent, inputs, _, index in
            index == 0 ? try cotangent.applying(.pickingClasses(of: function), inputs[1]) : nil
          },
          pushforward: { tangent, inputs, _, index in
            guard index == 0 else { return nil }
            return try tangent.applying(.placingClasses(classes, of: function), inputs[1])
          },
          batching: BatchingRule { batch in
            let (numbers, labels) = (try batch.spread(0), try batch.spread(1))
            let sizes = numbers.shape.dimensions
            let count = sizes[0] * sizes[1]
            return try numbers.reshaped(to: [count])
              .applying(.placingClasses(classes, of: function), labels.reshaped(to: [count]))
              .reshaped(to: [sizes[0], sizes[1], classes])
          }
        )
      )
    )
  }

  private static func places(
    of labels: Tensor,
    _ classes: Int,
    for function: String
  ) throws -> [AxisSelection] {
    let places = try Operand.tensor(labels).places(for: function).places
    try Definition.requireClasses(places, classes)
    let count = labels.count
    return [
      .indices(try Places(0..<count), shape: [count]), .indices(places, shape: [count]),
    ]
  }
}
