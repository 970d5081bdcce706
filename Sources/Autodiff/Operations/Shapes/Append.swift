import TensorCore

extension Operation {
  /// The first operand with the second as one more entry along its first axis.
  ///
  /// Values of rising length share their elements, and so do the cotangents on the way back: a list built entry
  /// by entry costs time and memory in proportion to its length.
  public static let append: Operation = Operation(
    "append",
    .call("append"),
    .linear(
      LinearRule(
        isJoint: true,
        moves: true,
        program: ProgramRule { program, inputs in
          let entry = program.shape(of: inputs[1])
          let slice = try program.reshape(inputs[1], to: Shape([1] + entry.dimensions))
          return try program.concatenate([inputs[0], slice], axis: 0)
        },
        value: { inputs, _ in try inputs[0].appended(inputs[1]) },
        transpose: { cotangent, inputs, index in
          let length = inputs[0].shape.dimensions[0]
          if index == 1 { return try cotangent.applying(.index([.index(length)])) }
          return try cotangent.applying(.leadingRows(length))
        }
      )
    )
  )

  /// The first entries of the operand, which share its memory.
  private static func leadingRows(_ count: Int) -> Operation {
    let parts = [AxisSelection.slice(start: 0, stop: count, step: 1)]
    return Operation(
      "index",
      .index("0..<\(count)"),
      .linear(
        LinearRule(
          program: ProgramRule { program, inputs in
            try program.gather(inputs[0], Selection(parts, in: program.shape(of: inputs[0])))
          },
          value: { inputs, _ in inputs[0].leadingRows(count) },
          transpose: { cotangent, inputs, _ in
            try cotangent.applying(.scatter(parts, into: inputs[0].shape))
          }
        )
      )
    )
  }
}
