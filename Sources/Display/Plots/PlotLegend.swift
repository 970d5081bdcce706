/// The names of the series, above the box, where they hide nothing.
struct PlotLegend {
  private let layout: PlotLayout

  init(_ layout: PlotLayout) { self.layout = layout }

  var elements: [SVGElement] {
    layout.legendRows.enumerated().flatMap { row, entries in
      let y = layout.legendY + Double(row) * 18
      let width = entries.reduce(0) { $0 + $1.width } - 18
      var x = max(8, layout.frame.box.center.x - width / 2)
      return entries.flatMap { entry in
        defer { x += entry.width }
        return [
          swatch(entry.series, at: Point(x: x, y: y - 4)),
          .label(entry.name, at: Point(x: x + 24, y: y), class: "label"),
        ]
      }
    }
  }

  /// A short piece of the series as it is drawn in the box.
  private func swatch(_ position: Int, at place: Point) -> SVGElement {
    let series = layout.plot.series[position]
    let color = layout.plot.color(ofSeries: position)
    switch series.mark.swatch {
    case .dot:
      return .circle(Point(x: place.x + 9, y: place.y), radius: 3.5, [("fill", color)])
    case .spot:
      let outline = [("fill", "none"), ("stroke", color), ("stroke-width", "2")]
      return .circle(Point(x: place.x + 9, y: place.y), radius: 5, outline)
    case .box:
      let frame = Rectangle(minX: place.x + 3, minY: place.y - 5, width: 12, height: 10)
      return .rectangle(frame, corner: 1, [("fill", color)])
    case .line:
      let data = "M\(coordinate(place.x)) \(coordinate(place.y))h18"
      let dash = series.isDashed ? [("stroke-dasharray", "6 4")] : []
      return .path(data, [("class", "series"), ("stroke", color)] + dash)
    }
  }
}
