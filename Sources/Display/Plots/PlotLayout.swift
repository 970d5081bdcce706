/// How the parts of a plot share its page: margins as wide as the labels in them.
struct PlotLayout {
  static let tickSize = 11.0
  static let labelSize = 12.0

  let plot: Plot
  let frame: PlotFrame
  let xTicks: Ticks
  let yTicks: Ticks
  let legendRows: [[LegendEntry]]
  /// The baseline of the title and of the first row of the legend.
  let titleY: Double
  let legendY: Double
  /// Whether names below the box are too long to stand side by side.
  let turnsNames: Bool
  /// The height of the labels below the box.
  let xLabelHeight: Double
  /// Less than asked for where axes of one scale leave room below.
  let pageHeight: Double

  struct LegendEntry {
    let series: Int
    let name: String
    let width: Double
  }

  /// How far names that are turned lean, in degrees.
  static let nameAngle = -40.0

  init(_ plot: Plot) {
    self.plot = plot
    let xRange = plot.xRange
    let yRange = plot.yRange
    let width = Double(plot.width)
    let height = Double(plot.height)
    legendRows = Self.legend(plot, width: width - 40)
    titleY = 20
    legendY = (plot.title.isEmpty ? 4 : 28) + 13
    let noteHeight = 14.0
    yTicks =
      plot.yNames.isEmpty
      ? Ticks(
        yRange,
        scale: plot.yScale,
        count: max(2, Int(height / 55)),
        isWhole: plot.fields.contains { $0.mark.coversBox } && plot.countsAlongY
      ) : Ticks(names: plot.yNames).thinned(to: Int(height / 14))
    let bar = plot.legendShading.map { ColorBar.width(of: $0, height: height - 80) } ?? 0
    let top =
      (plot.title.isEmpty ? 6 : 30) + Double(legendRows.count) * 18
      + (yTicks.exponent == 0 ? 4 : noteHeight)
    let yLabels = yTicks.major.map { estimatedWidth(printed($0.label), fontSize: Self.tickSize) }
    let left = 14 + (yLabels.max() ?? 0) + (plot.yLabel.isEmpty ? 0 : 20)
    let start = min(max(left, Self.reachOfNames(plot, width: width)), width * 0.6)
    let length = width - start - 16 - bar
    if plot.xNames.isEmpty {
      xTicks = Self.fittingTicks(plot, length: length)
      turnsNames = false
      xLabelHeight = 24
    } else {
      let names = Ticks(names: plot.xNames)
      let widths = names.major.map { estimatedWidth($0.label, fontSize: Self.tickSize) }
      let room = length / max(1, xRange.upperBound - xRange.lowerBound)
      let widest = widths.max() ?? 0
      turnsNames = widest + 6 > room
      xTicks = turnsNames ? names.thinned(to: Int(length / 14)) : names
      // The sine of the angle, and the height of the letters.
      xLabelHeight = turnsNames ? min(16 + 0.643 * widest, height * 0.4) : 24
    }
    let bottom =
      xLabelHeight + (plot.note.isEmpty ? 0 : 16)
      + (plot.xLabel.isEmpty && xTicks.exponent == 0 ? 4.0 : 20)
    let lastHalf = plot.xNames.isEmpty ? Self.lastHalfWidth(xTicks) : 4
    let end = width - 8 - max(bar, lastHalf)
    var box = Rectangle(
      minX: start,
      minY: top,
      width: max(end - start, 20),
      height: max(height - bottom - top, 20)
    )
    if plot.isEqual { box = box.fitted(to: xRange, yRange) }
    pageHeight = plot.isEqual ? box.maxY + bottom : height
    frame = PlotFrame(
      x: Axis(scale: plot.xScale, range: xRange, start: box.minX, end: box.maxX),
      y: Axis(
        scale: plot.yScale,
        range: yRange,
        start: plot.runsDown ? box.minY : box.maxY,
        end: plot.runsDown ? box.maxY : box.minY
      )
    )
  }

  /// How far the names below the box reach to the left of it, should they have to lean.
  private static func reachOfNames(_ plot: Plot, width: Double) -> Double {
    guard !plot.xNames.isEmpty else { return 0 }
    let room = width * 0.85 / Double(plot.xNames.count)
    let widths = Ticks(names: plot.xNames).major.map {
      estimatedWidth($0.label, fontSize: tickSize)
    }
    guard widths.contains(where: { $0 + 6 > room }) else { return 0 }
    // The cosine of the angle; each name starts half a step further to the right.
    let reaches = widths.enumerated().map { 0.766 * $1 - (Double($0) + 0.5) * room + 8 }
    return reaches.max() ?? 0
  }

  /// As many ticks as fit with a gap between their labels.
  private static func fittingTicks(
    _ plot: Plot,
    length: Double
  ) -> Ticks {
    let range = plot.xRange
    let scale = plot.xScale
    let isWhole = plot.countsAlongX
    var count = max(2, Int(length / 70))
    while count > 1 {
      let ticks = Ticks(range, scale: scale, count: count, isWhole: isWhole)
      let axis = Axis(scale: scale, range: range, start: 0, end: length)
      let spans = ticks.major.compactMap { tick -> (Double, Double)? in
        guard let place = axis.place(tick.number) else { return nil }
        let half = estimatedWidth(printed(tick.label), fontSize: tickSize) / 2
        return (place - half, place + half)
      }
      if zip(spans, spans.dropFirst()).allSatisfy({ $0.1 + 10 <= $1.0 }) { return ticks }
      count -= 1
    }
    return Ticks(range, scale: scale, count: 1, isWhole: isWhole)
  }

  private static func lastHalfWidth(_ ticks: Ticks) -> Double {
    ticks.major.last.map { estimatedWidth(printed($0.label), fontSize: tickSize) / 2 } ?? 0
  }

  private static func legend(_ plot: Plot, width: Double) -> [[LegendEntry]] {
    var rows: [[LegendEntry]] = []
    var used = 0.0
    for (position, series) in plot.series.enumerated() where !series.name.isEmpty {
      let needed = 24 + estimatedWidth(series.name, fontSize: labelSize) + 18
      let entry = LegendEntry(series: position, name: series.name, width: needed)
      if rows.isEmpty || used + needed > width {
        rows.append([entry])
        used = needed
      } else {
        rows[rows.count - 1].append(entry)
        used += needed
      }
    }
    return rows
  }
}

extension Rectangle {
  /// The part in which a unit of both ranges is equally long.
  fileprivate func fitted(to x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> Rectangle {
    let (spanX, spanY) = (x.upperBound - x.lowerBound, y.upperBound - y.lowerBound)
    let unit = Swift.min(width / spanX, height / spanY)
    guard unit.isFinite, unit > 0 else { return self }
    return Rectangle(
      minX: minX + (width - unit * spanX) / 2,
      minY: minY,
      width: unit * spanX,
      height: unit * spanY
    )
  }
}
