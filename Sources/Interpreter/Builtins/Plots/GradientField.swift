import Display
import Language
import TensorCore

extension Builtin {
  static let gradientField = Builtin(
    "gradient_field",
    [.required("f"), .optional("x_range", .none), .optional("y_range", .none)]
      + PlotOptions.parameters(width: 480, height: 440),
    BuiltinDocumentation(
      "Arrows of the gradient over the contour lines of a function, or of a vector field.",
      formula: #"\nabla f(x, y)"#,
      details: [
        "Of `f(x, y)`, or `f(p)` of a vector of two, that gives a number: an arrow of ∇f at each place. "
          + "Of a function that gives two numbers: the arrows of that field.",
        "Colour and length grow with the size of the vector, the length with its square root. Both axes "
          + "have one scale, so that gradients stand upright on contour lines.",
      ],
      example: "gradient_field((x, y) -> x^2 - y^2, (-1, 1))"
    )
  ) { context, arguments in
    let options = try PlotOptions(arguments)
    let function = try arguments.function("f")
    let sampling = try GridSampling(function, in: context)
    let plane = try PlotPlane(arguments, options, count: 19, isCentered: true)
    let field = try sampling.samples(xs: [plane.xs[9]], ys: [plane.ys[9]])
    guard field.width <= 2 else {
      throw arguments.mistake(
        "f",
        .type,
        "`gradient_field` draws a function that gives one or two numbers, and this gives \(field.width)"
      )
    }
    var fields: [Plot.Field] = []
    var vectors = sampling
    if field.width == 1 {
      let fine = try PlotPlane(arguments, options)
      let grid = try Grid(sampling, xs: fine.xs, ys: fine.ys)
      let levels = ContourLevels.chosen(for: grid.values)
      fields.append(Plot.Field(.boundaries, grid, levels: levels))
      let gradient = try TransformedFunction(
        name: "∇\(function.name)",
        parameters: function.parameters,
        from: [arguments["f"]]
      ) { context, passed in
        try context.valueAndGradient(of: function, passed, only: nil).gradient
      }
      vectors = try GridSampling(gradient, in: context)
    }
    let arrows = try vectors.samples(xs: plane.xs, ys: plane.ys)
    guard arrows.width == 2 else {
      throw Diagnostic(.type, "the gradient of \(function.described) is no vector of two")
    }
    func component(_ offset: Int) -> Grid {
      let values = stride(from: offset, to: arrows.values.count, by: 2).map { arrows.values[$0] }
      return Grid(xs: plane.xs, ys: plane.ys, values: values)
    }
    fields.append(Plot.Field(.arrows, component(0), upward: component(1)))
    return .object(
      Figure(plot: plane.plot([], fields: fields, options, isEqual: plane.isNearSquare))
    )
  }
}
