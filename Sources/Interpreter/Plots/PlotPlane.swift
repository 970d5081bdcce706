import Display
import Language

/// The part of the plane that a field is drawn on, and where it is sampled.
struct PlotPlane {
  let xs: [Double]
  let ys: [Double]
  let xRange: ClosedRange<Double>
  let yRange: ClosedRange<Double>

  /// Reads `x_range` and `y_range`; samples lie evenly on the axes, logarithmic ones too.
  init(
    _ arguments: BoundArguments,
    _ options: PlotOptions,
    count: Int = 101,
    isCentered: Bool = false
  ) throws {
    let x = try arguments.optional("x_range") { try arguments.interval($0) }
    let y = try arguments.optional("y_range") { try arguments.interval($0) }
    let start = -5.0...5.0
    try self.init(
      x: x ?? start,
      y: y ?? x ?? start,
      options,
      count: count,
      isCentered: isCentered
    )
  }

  /// Samples at `count` places along each axis: from end to end, or centred in as many cells.
  init(
    x: ClosedRange<Double>,
    y: ClosedRange<Double>,
    _ options: PlotOptions,
    count: Int,
    isCentered: Bool = false
  ) throws {
    xRange = x
    yRange = y
    xs = try options.xScale.samples(of: x, count: count, isCentered: isCentered)
    ys = try options.yScale.samples(of: y, count: count, isCentered: isCentered)
  }

  /// A range with some room around numbers.
  static func around(_ numbers: [Double]) -> ClosedRange<Double> {
    let finite = numbers.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return -1...1 }
    let room = least < greatest ? (greatest / 2 - least / 2) * 0.2 : max(1, abs(least) * 0.1)
    return least - room...greatest + room
  }

  /// Whether both ranges are about as long, so that one scale fits both.
  var isNearSquare: Bool {
    let ratio = (xRange.upperBound - xRange.lowerBound) / (yRange.upperBound - yRange.lowerBound)
    return (0.4...2.5).contains(ratio)
  }

  /// A plot whose axes cover the plane.
  func plot(
    _ series: [Plot.Series],
    fields: [Plot.Field],
    _ options: PlotOptions,
    isEqual: Bool = false
  ) -> Plot {
    options.plot(series, fields: fields, xLimits: xRange, yLimits: yRange, isEqual: isEqual)
  }
}

extension Plot.Scale {
  /// Numbers at equal distances on the axis.
  fileprivate func samples(
    of range: ClosedRange<Double>,
    count: Int,
    isCentered: Bool
  ) throws -> [Double] {
    guard let samples = evenly(range, count: isCentered ? 2 * count + 1 : count) else {
      throw Diagnostic(
        .value,
        "a logarithmic axis needs a range above 0, not "
          + "(\(NumberText.text(range.lowerBound)), \(NumberText.text(range.upperBound)))"
      )
    }
    // Every other one of the edges and centres of cells is a centre.
    return isCentered ? (0..<count).map { samples[2 * $0 + 1] } : samples
  }
}
