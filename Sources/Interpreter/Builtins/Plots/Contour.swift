import Display
import Language
import TensorCore

extension Builtin {
  static let contour = Builtin(
    "contour",
    [.required("f"), .optional("x_range", .none), .optional("y_range", .none)]
      + [.keyword("levels", .none), .keyword("path", .none), .keyword("points", .none)]
      + PlotOptions.parameters(width: 560, height: 420),
    BuiltinDocumentation(
      "Contour lines of a function of two variables, with the value on each line.",
      formula: #"\{(x, y) : f(x, y) = c\}"#,
      details: [
        "`contour(f, (a, b), (c, d))` draws `f(x, y)`, or `f(p)` of a vector of two, for x from a to b "
          + "and y from c to d; the ranges are (-5, 5) where they are left out, and y's is x's.",
        "`levels=` is how many lines there are, about, or the vector of values to draw. In a steep "
          + "field, where most values are far below the greatest, they stand at powers of ten.",
        "`path=` draws the way of an optimizer over it, from a ring to a star: a result of `minimize`, "
          + "a tensor (n, 2), or a tuple or record of several, whose names become the legend.",
        "`points=(x, y)` draws points (n, 2) in the colours of their classes; `points=x` without.",
        "edge cases: where f is not finite there are no lines.",
      ],
      example: "contour((x, y) -> x^2 + 3y^2, (-2, 2), (-2, 2), levels=[1, 4, 9])"
    )
  ) { context, arguments in
    let options = try PlotOptions(arguments)
    let labels = try arguments.labels()
    let sampling = try GridSampling(arguments.function("f"), in: context)
    let plane = try PlotPlane(arguments, options)
    let wanted = try ContourLevelChoice(arguments)
    let paths = try arguments.optional("path") {
      try PathReader.paths(in: arguments[$0], labels, context)
    }
    let points = try arguments.optional("points") { try PointsReader(arguments[$0]) }
    let grid = try Grid(sampling, xs: plane.xs, ys: plane.ys)
    let field = Plot.Field(.contours, grid, levels: wanted.levels(for: grid))
    let marks = points?.series(after: paths?.count ?? 0) ?? []
    return .object(Figure(plot: plane.plot(marks + (paths ?? []), fields: [field], options)))
  }
}

/// What `levels=` asks for.
private enum ContourLevelChoice {
  case about(Int)
  case exactly([Double])

  init(_ arguments: BoundArguments) throws {
    if case .none = arguments["levels"] {
      self = .about(10)
    } else if arguments["levels"].plainNumber != nil {
      self = .about(min(try arguments.count("levels"), 200))
    } else {
      let levels = try arguments.tensor("levels").values
      guard levels.allSatisfy(\.isFinite) else {
        throw arguments.mistake("levels", .value, "levels are finite numbers")
      }
      self = .exactly(levels)
    }
  }

  func levels(for grid: Grid) -> [Double] {
    switch self {
    case .about(let count): ContourLevels.chosen(for: grid.values, count: count)
    case .exactly(let levels): Array(Set(levels)).sorted()
    }
  }
}
