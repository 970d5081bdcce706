import Display
import Language
import TensorCore

extension Builtin {
  static let heatmap = Builtin(
    "heatmap",
    [.required("matrix"), .optional("x_range", .none), .optional("y_range", .none)]
      + [.keyword("x_names", .none), .keyword("y_names", .none), .keyword("log", .bool(false))]
      + PlotOptions.parameters(width: 520, height: 380),
    BuiltinDocumentation(
      "A matrix as coloured cells, row 0 at the top, with the values written in where they fit.",
      details: [
        "`x_names=` and `y_names=` are tuples of strings for columns and rows. `log=true` colours by the "
          + "logarithm. Values of both signs have two hues around 0.",
        "`heatmap(f, (a, b), (c, d))` colours the values of a function of two variables.",
        "edge cases: NaN has no colour, and `?` in a console; of more than 512 rows or columns each cell "
          + "shows the mean of several, which is said below.",
      ],
      example: "heatmap([[1, 2, 3], [4, 5, 6]])"
    )
  ) { context, arguments in
    let options = try PlotOptions(arguments)
    let scale: Plot.Scale = try arguments.bool("log") ? .logarithmic : .linear
    if case .function(let function) = arguments["matrix"] {
      let plane = try PlotPlane(arguments, options, count: 120, isCentered: true)
      let grid = try Grid(GridSampling(function, in: context), xs: plane.xs, ys: plane.ys)
      let field = Plot.Field(.cells, grid, shading: Shading(fitting: grid.values, scale: scale))
      return .object(Figure(plot: plane.plot([], fields: [field], options)))
    }
    let tensor = try arguments.tensor("matrix")
    guard tensor.rank == 2 else {
      throw arguments.mistake(
        "matrix",
        .shape,
        "`heatmap` draws a matrix, and this has shape \(tensor.shape)",
        hint: tensor.rank == 1 ? "`bar` draws a vector" : "take a matrix of it, as in `A[0]`"
      )
    }
    let (rows, columns) = (tensor.shape.dimensions[0], tensor.shape.dimensions[1])
    let xNames = try arguments.names("x_names", count: columns, of: "columns")
    let yNames = try arguments.names("y_names", count: rows, of: "rows")
    let matrix = Grid(
      xs: (0..<columns).map(Double.init),
      ys: (0..<rows).map(Double.init),
      values: tensor.values
    )
    let (grid, block) = matrix.pooled(to: 512)
    let field = Plot.Field(.cells, grid, shading: Shading(fitting: grid.values, scale: scale))
    let plot = options.plot(
      [],
      fields: [field],
      xNames: xNames,
      yNames: yNames,
      runsDown: true,
      note: block == 1 ? "" : "each cell is the mean of \(block) × \(block) values"
    )
    return .object(Figure(plot: plot))
  }
}
