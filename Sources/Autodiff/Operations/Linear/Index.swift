public import TensorCore

extension Operation {
  /// The elements that a selection picks.
  public static func index(_ parts: [AxisSelection], label: String = "…") -> Operation {
    Operation(
      "index",
      .index(label),
      .linear(
        LinearRule(
          moves: true,
          access: .picks(parts),
          program: ProgramRule { program, inputs in
            try program.gather(inputs[0], Selection(parts, in: program.shape(of: inputs[0])))
          },
          value: { inputs, interruption in
            try inputs[0].gathered(Selection(parts, in: inputs[0].shape), interruption)
          },
          transpose: { cotangent, inputs, _ in
            try cotangent.applying(.scatter(parts, into: inputs[0].shape))
          },
          batching: parts.leadingListAxes
            ? nil : .shifted { _ in .index([.all] + parts, label: label) }
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
          program: ProgramRule(added: parts) { program, inputs in
            try program.scatter(inputs[0], Selection(parts, in: target), into: target)
          },
          value: { inputs, _ in
            try Tensor.scatterAdded(inputs[0], at: Selection(parts, in: target), into: target)
          },
          transpose: { cotangent, _, _ in try cotangent.applying(.index(parts)) },
          batching: parts.leadingListAxes
            ? nil
            : BatchingRule { try $0[0].term.applying(.scatter([.all] + parts, into: $0.shape)) }
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
          program: ProgramRule { program, inputs in
            let selection = try Selection(parts, in: program.shape(of: inputs[0]))
            return try program.replace(inputs[0], selection, by: inputs[1])
          },
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
          },
          batching: parts.leadingListAxes
            ? nil
            : BatchingRule { batch in
              let selection = try Selection(parts, in: batch[0].shape)
              let whole = try batch.spread(0)
              let values = try batch.aligned(1, rank: selection.resultShape.rank)
              return try whole.applying(.replace([.all] + parts, label: label), values)
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

extension [AxisSelection] {
  /// Whether lists that a slice separates put their axes in front of all others.
  fileprivate var leadingListAxes: Bool {
    let hasLists = contains { part in
      switch part {
      case .indices, .mask: true
      case .index, .slice, .newAxis, .all: false
      }
    }
    guard hasLists else { return false }
    var (sawList, sawGap) = (false, false)
    for part in self {
      switch part {
      case .indices, .mask, .index:
        if sawGap { return true }
        sawList = true
      case .slice, .newAxis, .all: sawGap = sawList
      }
    }
    return false
  }
}
