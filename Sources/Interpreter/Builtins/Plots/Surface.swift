import Display
import Language

extension Builtin {
  static let surface = Builtin(
    "surface",
    [.required("f"), .optional("x_range", .none), .optional("y_range", .none)]
      + PlotOptions.parameters(width: 560, height: 420),
    BuiltinDocumentation(
      "A function of two variables, or a matrix, as a surface in space.",
      formula: "z = f(x, y)",
      details: [
        "`surface(f, (a, b), (c, d))` takes what `contour` takes; `surface(A)` takes a matrix, its rows "
          + "from front to back.",
        "edge cases: where f is not finite the surface has a hole.",
      ],
      example: "surface((x, y) -> x^2 - y^2, (-1, 1), (-1, 1))"
    )
  ) { context, arguments in
    let options = try PlotOptions(arguments)
    let grid: Grid
    if case .function(let function) = arguments["f"] {
      let plane = try PlotPlane(arguments, options, count: 33)
      grid = try Grid(GridSampling(function, in: context), xs: plane.xs, ys: plane.ys)
    } else {
      let tensor = try arguments.tensor("f")
      guard tensor.rank == 2 else {
        throw arguments.mistake(
          "f",
          .shape,
          "`surface` draws a function or a matrix, and this has shape \(tensor.shape)"
        )
      }
      let (rows, columns) = (tensor.shape.dimensions[0], tensor.shape.dimensions[1])
      grid =
        Grid(
          xs: (0..<columns).map(Double.init),
          ys: (0..<rows).map(Double.init),
          values: tensor.values
        ).pooled(to: 64).grid
    }
    return .object(
      DisplayObject(
        "plot",
        SurfaceDrawing(
          grid,
          title: options.title,
          xLabel: options.xLabel.isEmpty ? "x" : options.xLabel,
          yLabel: options.yLabel.isEmpty ? "y" : options.yLabel,
          width: options.width,
          height: options.height
        )
      )
    )
  }
}
