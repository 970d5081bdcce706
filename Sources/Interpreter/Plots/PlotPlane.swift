import Display
import Language

/// The part of the plane that a field is drawn on, and where it is sampled.
struct PlotPlane {
  let xs: [Double]
  let ys: [Double]
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>

  /// Reads `x_range` and `y_range`; samples lie evenly on the axes, logarithmic ones too.
  init(_ arguments: BoundArguments, _ options: PlotOptions, count: Int = 101) throws {
    let x = try arguments.optional("x_range") { try arguments.interval($0) }
    let y = try arguments.optional("y_range") { try arguments.interval($0) }
    let start = -5.0...5.0
    try self.init(x: x ?? start, y: y ?? x ?? start, options, count: count)
  }

  init(
    x: ClosedRange<Double>,
    y: ClosedRange<Double>,
    _ options: PlotOptions,
    count: Int
  ) throws {
    xRange = x
    yRange = y
    xs = try options.xScale.samples(of: x, count: count)
    ys = try options.yScale.samples(of: y, count: count)
  }

  /// A plot whose axes cover the plane.
  func plot(_ series: [Plot.Series], fields: [Plot.Field], _ options: PlotOptions) -> Plot {
    Plot(
      series,
      fields: fields,
      title: options.title,
      xLabel: options.xLabel,
      yLabel: options.yLabel,
      xScale: options.xScale,
      yScale: options.yScale,
      xLimits: xRange,
      yLimits: yRange,
      width: options.width,
      height: options.height
    )
  }
}

extension Plot.Scale {
  /// Numbers at equal distances on the axis, both ends among them.
  fileprivate func samples(of range: ClosedRange<Double>, count: Int) throws -> [Double] {
    guard let samples = evenly(range, count: count) else {
      throw Diagnostic(
        .value,
        "a logarithmic axis needs a range above 0, not "
          + "(\(NumberText.text(range.lowerBound)), \(NumberText.text(range.upperBound)))"
      )
    }
    return samples
  }
}
