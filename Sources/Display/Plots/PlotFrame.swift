/// Where data stands on the page: two axes and the box between them.
struct PlotFrame {
  let x: Axis
  let y: Axis
  let lettering: Lettering

  init(x: Axis, y: Axis, lettering: Lettering = .page) {
    self.x = x
    self.y = y
    self.lettering = lettering
  }

  var box: Rectangle {
    Rectangle(
      minX: min(x.start, x.end),
      minY: min(y.start, y.end),
      width: abs(x.end - x.start),
      height: abs(y.end - y.start)
    )
  }

  /// The place of a point; nil where it has none, as a NaN or a zero on a logarithmic axis.
  func place(_ point: Point) -> Point? {
    guard let x = x.place(point.x), let y = y.place(point.y) else { return nil }
    return Point(x: x, y: y)
  }

  /// The places of a series, split where a value is missing and where a pole is crossed.
  func runs(of series: Plot.Series) -> [[Point]] {
    var runs: [[Point]] = []
    var run: [Point] = []
    for point in series.points {
      let place = place(point)
      let breaks = place.map { crossesPole(from: run.last, to: $0, in: series) } ?? true
      if breaks, !run.isEmpty {
        runs.append(run)
        run = []
      }
      if let place { run.append(place) }
    }
    return run.isEmpty ? runs : runs + [run]
  }

  /// Whether a sampled function leaves the box at one side and comes back at the other.
  private func crossesPole(from last: Point?, to next: Point, in series: Plot.Series) -> Bool {
    guard series.samplesFunction, let last else { return false }
    let box = box
    return (last.y < box.minY && next.y > box.maxY) || (last.y > box.maxY && next.y < box.minY)
  }
}

/// One direction of a plot: the numbers it covers and the stretch of page they lie on.
struct Axis {
  let scale: Plot.Scale
  let range: ClosedRange<Double>
  /// The coordinates of the lower and the upper end.
  let start: Double
  let end: Double

  /// The coordinate of a number; nil where it has none.
  func place(_ number: Double) -> Double? {
    guard number.isFinite, let part = scale.position(of: number, in: range) else { return nil }
    // Far outside is far enough: coordinates stay small enough to be written and clipped.
    return start + min(max(part, -1e4), 1e4) * (end - start)
  }
}

extension Plot.Scale {
  /// 0 at the lower end of a range, 1 at the upper.
  func position(of number: Double, in range: ClosedRange<Double>) -> Double? {
    switch self {
    case .linear:
      // Halves keep the span of a range from -1e308 to 1e308 finite.
      let span = range.upperBound / 2 - range.lowerBound / 2
      return (number / 2 - range.lowerBound / 2) / span
    case .logarithmic:
      guard number > 0 else { return nil }
      let lower = logarithm(range.lowerBound)
      return (logarithm(number) - lower) / (logarithm(range.upperBound) - lower)
    }
  }

  /// Numbers at equal distances on the axis, both ends among them; nil where the scale has no
  /// place for an end.
  public func evenly(_ range: ClosedRange<Double>, count: Int) -> [Double]? {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    let parts = (0..<count).map { Double($0) / Double(max(1, count - 1)) }
    switch self {
    case .linear:
      return parts.map { $0 == 1 ? upper : lower + (upper / 2 - lower / 2) * (2 * $0) }
    case .logarithmic:
      guard lower > 0 else { return nil }
      let (from, to) = (logarithm(lower), logarithm(upper))
      return parts.map { $0 == 0 ? lower : $0 == 1 ? upper : powerOfTen(from + (to - from) * $0) }
    }
  }
}
