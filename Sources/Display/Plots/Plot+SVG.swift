extension Plot {
  /// The plot as an SVG document.
  public var svg: String {
    let layout = PlotLayout(self)
    var content: [SVGElement] = []
    content += PlotAxes(layout).elements
    for (position, series) in series.enumerated() {
      content.append(drawn(series, Palette.series(position), in: layout.frame))
    }
    content += PlotLegend(layout).elements
    if isEmpty {
      let center = layout.frame.box.center
      content.append(.label(Self.emptyNote, at: center, .middle, class: "tick"))
    }
    return SVGDocument(
      width: Double(width),
      height: Double(height),
      title: spokenTitle,
      style: Self.style,
      content: content
    ).xml
  }

  static let emptyNote = "no finite values to draw"

  private var spokenTitle: String {
    if !title.isEmpty { return title }
    let names = series.map(\.name).filter { !$0.isEmpty }
    return names.isEmpty ? "plot" : "plot of \(names.joined(separator: ", "))"
  }

  private func drawn(_ series: Series, _ color: String, in frame: PlotFrame) -> SVGElement {
    let pieces = series.mark.ink(series, frame).flatMap { ink -> [SVGElement] in
      switch ink {
      case .stroke(let line):
        return frame.box.clipped(line).map { .path(pathData(simplified($0)), []) }
      case .dot(let place):
        guard frame.box.expanded(by: 0.5).contains(place) else { return [] }
        let radius = series.xs.count > 300 ? 2 : 3.2
        return [.circle(place, radius: radius, [("fill", color), ("stroke", "none")])]
      case .area(let area):
        guard let area = frame.box.clipped(area) else { return [] }
        return [.rectangle(area, corner: 1, [("fill", color), ("stroke", "none")])]
      }
    }
    let dash = series.isDashed ? [("stroke-dasharray", "6 4")] : []
    return .element("g", [("class", "series"), ("stroke", color)] + dash, pieces)
  }

  private static let style: [(selector: String, declarations: String)] = [
    (".series", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round"),
    (".grid", "stroke:currentColor;stroke-opacity:.13"),
    (".axis", "stroke:currentColor;stroke-opacity:.6"),
    (".tick", "fill:currentColor;font-size:11px;fill-opacity:.85"),
    (".label", "fill:currentColor;font-size:12px"),
    (".title", "fill:currentColor;font-size:14px;font-weight:600"),
  ]
}

private func pathData(_ line: [Point]) -> String {
  line.enumerated().map { position, point in
    (position == 0 ? "M" : "L") + coordinate(point.x) + " " + coordinate(point.y)
  }.joined()
}

/// A line without the points that a hundred-thousand-point curve has several of in one column.
///
/// Of each half pixel the first, lowest, highest and last point stay, so that no peak is lost.
private func simplified(_ line: [Point]) -> [Point] {
  guard line.count > 2000 else { return line }
  var kept: [Point] = []
  var column: [Point] = []
  for point in line {
    if let first = column.first, (first.x * 2).rounded() != (point.x * 2).rounded() {
      kept += extremes(column)
      column = []
    }
    column.append(point)
  }
  return kept + extremes(column)
}

private func extremes(_ column: [Point]) -> [Point] {
  guard column.count > 4 else { return column }
  let ordered = column.indices.sorted { (column[$0].y, $0) < (column[$1].y, $1) }
  let ends = [column.startIndex, column.endIndex - 1]
  let chosen = Set(ends + ordered.prefix(1) + ordered.suffix(1))
  return chosen.sorted().map { column[$0] }
}
