import Autodiff
import Display

extension Builtin {
  static let plot = curves(
    "plot",
    "Curves: functions over a range, vectors, or several of them.",
    mark: .line,
    details: [
      "`plot(f, (a, b))`, `plot(f, g, (a, b))`, `plot(y)`, `plot(x, y)`, `plot(x, y1, y2)`, "
        + "`plot((x1, y1), (x2, y2))`; a plot or a training history among the arguments lends "
        + "its curves, and a record gives a name to each vector, plot or history in it."
    ],
    example: "plot(sin, cos, (0, 2pi))"
  )

  static let scatter: Builtin = {
    let points = curves(
      "scatter",
      "Points at the places that vectors of x and y give.",
      mark: .points,
      details: [
        "Takes what `plot` takes, but `scatter(x, idx, v, axis=0)` of three tensors is "
          + "`scatter_add`: x with v added at the places idx. Write several point sets as pairs, "
          + "`scatter((x1, y1), (x2, y2))`."
      ],
      example: "scatter([1, 2, 3], [2, 4, 8])"
    )
    return Builtin(
      points.name,
      points.parameters + [.keyword("axis", .number(0))],
      points.documentation
    ) { context, arguments in
      let operands = try arguments.rest.compactMap { try $0.value.operand }
      let isPlain = arguments.given.allSatisfy { $0.name == "axis" }
      guard operands.count == 3, arguments.rest.count == 3, isPlain else {
        return try points.body(context, arguments)
      }
      let axes = try arguments.axes("axis")
      let values = operands.map(ArgumentValue.operand) + [.axes(axes)]
      return Value(try Definition.scatterAdd.apply(context.graph, Arguments(values)).leaves[0])
    }
  }()

  private static func curves(
    _ name: String,
    _ summary: String,
    mark: Mark,
    details: [String],
    example: String
  ) -> Builtin {
    Builtin(
      name,
      [.rest("curves")] + PlotOptions.parameters(),
      BuiltinDocumentation(summary, details: details, example: example)
    ) { context, arguments in
      let reader = try CurveReader(arguments, mark: mark, in: context)
      let frame = reader.frames.first
      let options = try PlotOptions(arguments, like: frame)
      return .object(
        Figure(
          plot: options.plot(
            reader.series,
            fields: reader.frames.flatMap(\.fields),
            xLimits: frame?.xLimits,
            yLimits: frame?.yLimits,
            xNames: frame?.xNames ?? [],
            yNames: frame?.yNames ?? [],
            runsDown: frame?.runsDown ?? false
          )
        )
      )
    }
  }
}
