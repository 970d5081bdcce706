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
    let ink = series.mark.ink(series, frame)
    let shapes = ink.flatMap { ink -> [SVGElement] in
      switch ink {
      case .stroke(let line):
        return frame.box.clipped(line).map { .path(pathData(simplified($0)), []) }
      case .dot:
        return []
      case .area(let area):
        guard let area = frame.box.clipped(area) else { return [] }
        return [.rectangle(area, corner: 1, [("fill", color), ("stroke", "none")])]
      }
    }
    let dash = series.isDashed ? [("stroke-dasharray", "6 4")] : []
    let dots = dots(ink, within: frame.box.expanded(by: 0.5))
    return .element("g", [("class", "series"), ("stroke", color)] + dash, shapes + dots)
  }

  /// All dots of a series as one path of strokes without length, whose round ends are the dots.
  ///
  /// A cloud of a hundred thousand points stays small so, and a place is drawn once.
  private func dots(_ ink: [Ink], within box: Rectangle) -> [SVGElement] {
    var seen: Set<String> = []
    let places = ink.compactMap { ink -> String? in
      guard case .dot(let place) = ink, box.contains(place) else { return nil }
      let text = "M\(coordinate(place.x, decimals: 1)) \(coordinate(place.y, decimals: 1))h0"
      return seen.insert(text).inserted ? text : nil
    }
    guard !places.isEmpty else { return [] }
    let width = places.count > 300 ? "4" : "6.4"
    return [.path(places.joined(), [("stroke-width", width), ("stroke-dasharray", "none")])]
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
