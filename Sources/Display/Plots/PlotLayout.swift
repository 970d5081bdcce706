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

  struct LegendEntry {
    let series: Int
    let name: String
    let width: Double
  }

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
    yTicks = Ticks(yRange, scale: plot.yScale, count: max(2, Int(height / 55)))
    let top =
      (plot.title.isEmpty ? 6 : 30) + Double(legendRows.count) * 18
      + (yTicks.exponent == 0 ? 4 : noteHeight)
    let yLabels = yTicks.major.map { estimatedWidth(printed($0.label), fontSize: Self.tickSize) }
    let left = 14 + (yLabels.max() ?? 0) + (plot.yLabel.isEmpty ? 0 : 20)
    let start = min(left, width * 0.6)
    xTicks = Self.fittingTicks(plot, length: width - start - 16)
    let bottom = 24 + (plot.xLabel.isEmpty && xTicks.exponent == 0 ? 4.0 : 20)
    let end = width - 8 - (Self.lastHalfWidth(xTicks))
    frame = PlotFrame(
      x: Axis(scale: plot.xScale, range: xRange, start: start, end: max(end, start + 20)),
      y: Axis(
        scale: plot.yScale,
        range: yRange,
        start: max(height - bottom, top + 20),
        end: top
      )
    )
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
