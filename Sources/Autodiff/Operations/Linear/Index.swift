public import TensorCore

extension Operation {
  /// The elements that a selection picks.
  public static func index(_ parts: [AxisSelection], label: String = "…") -> Operation {
    Operation(
      "index",
      .index(label),
      .linear(
        LinearRule(
          access: .picks(parts),
          value: { inputs, _ in
            try inputs[0].gathered(Selection(parts, in: inputs[0].shape))
          },
          transpose: { cotangent, inputs, _ in
            try cotangent.applying(.scatter(parts, into: inputs[0].shape))
          }
        )
      )
    )
  }

  /// Zeros of the given shape with the operand's elements added where a selection points.
  public static func scatter(_ parts: [AxisSelection], into target: Shape) -> Operation {
    Operation(
      "scatter",
      .call("scatter", extra: "\(target)"),
      .linear(
        LinearRule(
          value: { inputs, _ in
            try Tensor.scatterAdded(inputs[0], at: Selection(parts, in: target), into: target)
          },
          transpose: { cotangent, _, _ in try cotangent.applying(.index(parts)) }
        )
      )
    )
  }

  /// The first operand with the selected elements replaced by the second; of repeated places the last wins.
  public static func replace(_ parts: [AxisSelection], label: String = "…") -> Operation {
    Operation(
      "replace",
      .call("replace", extra: label),
      .linear(
        LinearRule(
          isJoint: true,
          access: .replaces(parts),
          value: { inputs, _ in
            var result = inputs[0]
            try result.assign(inputs[1], at: Selection(parts, in: inputs[0].shape))
            return result
          },
          transpose: { cotangent, inputs, index in
            let selection = try Selection(parts, in: inputs[0].shape)
            if index == 0 {
              let zeros = try cotangent.constant(
                Tensor.filled(0, shape: selection.resultShape, dtype: cotangent.dtype)
              )
              return try cotangent.applying(.replace(parts), zeros)
            }
            let mask = try cotangent.constant(survivors(of: selection, in: inputs[0].shape))
            let picked = try cotangent.applying(.index(parts)).applying(.multiply, mask)
            return try picked.summed(to: inputs[1].shape)
          }
        )
      )
    )
  }

  /// One where an assigned element stays, zero where a later one takes its place.
  private static func survivors(of selection: Selection, in shape: Shape) throws -> Tensor {
    let count = selection.resultShape.count
    let numbers = try Tensor(
      values: (0..<count).map { Double($0 + 1) },
      shape: selection.resultShape
    )
    var marks = try Tensor.filled(0, shape: shape)
    try marks.assign(numbers, at: selection)
    return try BinaryKernel.equal.apply(to: marks.gathered(selection), numbers).cast(to: .float64)
  }
}
