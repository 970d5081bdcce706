import TensorCore

extension Operation {
  /// The solution of yᵢ = bᵢ + xᵢ yᵢ₋₁ along an axis, from y₀ = b₀; or from the end, with yᵢ₊₁.
  ///
  /// Inputs x and b, of one shape. The derivatives of running products are of this form, which needs no
  /// division and is therefore right with zeros, to any order.
  static func linearRecurrence(axis: Int, reversed: Bool) -> Operation {
    Operation(
      "linear_recurrence",
      .call("linear_recurrence", extra: "axis=\(axis)" + (reversed ? ", reversed" : "")),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            try Tensor.linearRecurrence(
              factors: inputs[0],
              terms: inputs[1],
              axis: axis,
              reversed: reversed,
              interruption: interruption
            )
          },
          pullback: { cotangent, inputs, y, index in
            // λᵢ = ȳᵢ + xᵢ₊₁ λᵢ₊₁ is the adjoint of b; that of x is λᵢ yᵢ₋₁.
            let adjoint = try inputs[0].shifted(axis: axis, by: reversed ? 1 : -1)
              .applying(.linearRecurrence(axis: axis, reversed: !reversed), cotangent)
            if index == 1 { return adjoint }
            return try adjoint.applying(.chain, y.shifted(axis: axis, by: reversed ? -1 : 1))
          },
          pushforward: { tangent, inputs, y, index in
            let source =
              try index == 1
              ? tangent
              : tangent.applying(.chain, y.shifted(axis: axis, by: reversed ? -1 : 1))
            return try inputs[0].applying(
              .linearRecurrence(axis: axis, reversed: reversed),
              source
            )
          },
          batching: .together { _ in .linearRecurrence(axis: axis + 1, reversed: reversed) }
        )
      )
    )
  }
}

extension Term {
  /// The elements one place further along an axis (`by: 1`), or one place back; a zero takes the free place.
  func shifted(axis: Int, by step: Int) throws -> Term {
    let whole = [AxisSelection](repeating: .all, count: axis)
    let head = AxisSelection.slice(start: nil, stop: -1, step: 1)
    let tail = AxisSelection.slice(start: 1, stop: nil, step: 1)
    return try applying(.index(whole + [step > 0 ? head : tail]))
      .applying(.scatter(whole + [step > 0 ? tail : head], into: shape))
  }
}
