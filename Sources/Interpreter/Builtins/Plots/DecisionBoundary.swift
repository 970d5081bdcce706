import Display
import Language
import TensorCore

extension Builtin {
  static let decisionBoundary = Builtin(
    "decision_boundary",
    [.required("model"), .required("x"), .optional("y", .none)]
      + PlotOptions.parameters(width: 520, height: 420),
    BuiltinDocumentation(
      "The regions of a classifier of two features, with its points in the colours of their classes.",
      details: [
        "shapes: x (n, 2), y (n) class numbers or (n, k) one-hot rows",
        "The model, or any function of a point, gives a class, the probability of the second class, a "
          + "logit, or a score for each class. The surer it is, the stronger the colour; the boundary "
          + "is a line.",
        "It is asked at 121 × 121 places, all at once where it takes a batch.",
      ],
      example: "decision_boundary(p -> sigmoid(3p[0] - p[1]), [[1, 0], [-1, 0], [0, 1]], [1, 0, 0])"
    )
  ) { context, arguments in
    let options = try PlotOptions(arguments)
    let labels = try arguments.labels()
    let function = try arguments.function("model")
    let points: PointsReader
    if case .none = arguments["y"] {
      points = try PointsReader(arguments["x"])
    } else {
      points = try PointsReader(.tuple(of: [arguments["x"], arguments["y"]]))
    }
    let plane = try PlotPlane(
      x: PlotPlane.around(points.xs),
      y: PlotPlane.around(points.ys),
      options,
      count: 121,
      isCentered: true
    )
    let samples = try GridSampling(function, in: context).samples(xs: plane.xs, ys: plane.ys)
    let classes = points.classes.map(PointsReader.values) ?? []
    let field = ClassifierField(samples, xs: plane.xs, ys: plane.ys, classes: classes)
    let fields =
      [Plot.Field(.regions, field.regions)]
      + field.margins.map { Plot.Field(.boundaries, $0, levels: [0]) }
    let series = points.series(labels: labels, isRimmed: true)
    return .object(Figure(plot: plane.plot(series, fields: fields, options)))
  }
}
