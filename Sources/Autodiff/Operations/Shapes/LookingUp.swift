public import TensorCore

extension Operation {
  /// The places that a tensor of whole numbers names, or the error where it names others.
  public typealias Whereabouts = @Sendable (_ numbers: Tensor) throws -> Places

  /// The rows of a table at places that a plan is given anew at every run.
  ///
  /// Places count from 0; a plan gives up others, and the function says what there is to say of them.
  ///
  /// - Shapes: `[count, ...], [k...] -> [k..., ...]`
  /// - Derivative: what comes back is added to the rows it came from; 0 by the places.
  public static func lookingUp(_ whereabouts: @escaping Whereabouts) -> Operation {
    Operation(
      "index",
      .call("index"),
      .general(
        GeneralRule(
          derivativeUse: .second,
          program: ProgramRule { try $0.lookUp($1[0], at: $1[1]) },
          value: { inputs, interruption in
            let parts = try [rows(inputs[1], whereabouts)]
            return try inputs[0].gathered(Selection(parts, in: inputs[0].shape), interruption)
          },
          pullback: { cotangent, inputs, _, index in
            guard index == 0 else { return nil }
            return try cotangent.applying(.addingRows(inputs[0].shape, whereabouts), inputs[1])
          },
          pushforward: { tangent, inputs, _, index in
            index == 0 ? try tangent.applying(.lookingUp(whereabouts), inputs[1]) : nil
          }
        )
      )
    )
  }

  /// A table of zeros with rows added at places.
  ///
  /// - Shapes: `[k..., ...], [k...] -> [count, ...]`
  private static func addingRows(
    _ table: Shape,
    _ whereabouts: @escaping Whereabouts
  ) -> Operation {
    Operation(
      "scatter",
      .call("scatter"),
      .general(
        GeneralRule(
          derivativeUse: .second,
          program: ProgramRule { try $0.addRows($1[0], at: $1[1], into: table) },
          value: { inputs, _ in
            let parts = try [rows(inputs[1], whereabouts)]
            return try Tensor.scatterAdded(inputs[0], at: Selection(parts, in: table), into: table)
          },
          pullback: { cotangent, inputs, _, index in
            index == 0 ? try cotangent.applying(.lookingUp(whereabouts), inputs[1]) : nil
          },
          pushforward: { tangent, inputs, _, index in
            guard index == 0 else { return nil }
            return try tangent.applying(.addingRows(table, whereabouts), inputs[1])
          }
        )
      )
    )
  }

  private static func rows(
    _ numbers: Tensor,
    _ whereabouts: Whereabouts
  ) throws -> AxisSelection {
    let places = try whereabouts(numbers)
    return numbers.shape.rank == 0
      ? .index(places[0]) : .indices(places, shape: numbers.shape)
  }
}
