extension Plot {
  /// The plot as an SVG document.
  public var svg: String {
    SVGDocument(
      width: Double(width),
      height: PlotLayout(self).pageHeight,
      title: spokenTitle,
      style: Self.style + (fields.isEmpty ? [] : Self.fieldStyle),
      content: content
    ).xml
  }

  /// Everything on the page, for a document of its own or as a part of one.
  var content: [SVGElement] {
    let layout = PlotLayout(self)
    var content: [SVGElement] = []
    // Paths and points stand out against the lines they lie on.
    let fieldClass = series.isEmpty ? "field" : "field behind"
    let drawnFields = fields.map { field in
      SVGElement.group(
        fieldClass,
        shapes(field.mark.ink(field, layout.frame), within: layout.frame.box)
      )
    }
    // A picture would hide axes below it.
    content += drawnFields + PlotAxes(layout).elements
    content += legendShading.map { ColorBar($0, beside: layout.frame.box).elements } ?? []
    content += series.indices.map { drawn($0, in: layout.frame) }
    content += PlotLegend(layout).elements
    if !note.isEmpty {
      let place = Point(x: 8, y: layout.pageHeight - 5)
      content.append(.label(note, at: place, class: "tick"))
    }
    if isEmpty {
      let center = layout.frame.box.center
      content.append(.label(Self.emptyNote, at: center, .middle, class: "tick"))
    }
    return content
  }

  /// More pixels along a side would not be seen.
  private static let mostPixels = 512

  static let emptyNote = "no finite values to draw"

  private var spokenTitle: String {
    if !title.isEmpty || !spoken.isEmpty { return title.isEmpty ? spoken : title }
    let names = series.map(\.name).filter { !$0.isEmpty }
    let kind = fields.first.map(\.mark.name) ?? "plot"
    return names.isEmpty ? kind : "\(kind) of \(names.joined(separator: ", "))"
  }

  private func drawn(_ position: Int, in frame: PlotFrame) -> SVGElement {
    let series = series[position]
    let color = color(ofSeries: position)
    let ink = series.mark.ink(series, frame)
    let dash = series.isDashed ? [("stroke-dasharray", "6 4")] : []
    let content =
      shapes(ink, within: frame.box, fill: color)
      + dots(ink, within: frame.box.expanded(by: 0.5), isRimmed: series.isRimmed)
      + symbols(ink, within: frame.box.expanded(by: 0.5), color)
    let pale = series.isFaint ? [("opacity", "0.35"), ("style", "stroke-width:1.2")] : []
    let veil = series.isTranslucent ? [("fill-opacity", "0.6")] : []
    return .element("g", [("class", "series"), ("stroke", color)] + dash + pale + veil, content)
  }

  /// The colour of a series, as CSS writes it.
  func color(ofSeries position: Int) -> String {
    Palette.series(series[position].color ?? position)
  }

  /// Everything that is neither dot nor symbol.
  private func shapes(
    _ ink: [Ink],
    within box: Rectangle,
    fill: String = "currentColor"
  ) -> [SVGElement] {
    ink.flatMap { ink -> [SVGElement] in
      switch ink {
      case .stroke(let line, let color):
        let paint = color.map { [("stroke", $0.css)] } ?? []
        return box.clipped(line).map { .path(pathData(simplified($0)), paint) }
      case .area(let area):
        guard let area = box.clipped(area) else { return [] }
        return [.rectangle(area, corner: 1, [("fill", fill), ("stroke", "none")])]
      case .raster(let raster, let area):
        return raster.thinned(to: Self.mostPixels).svg(in: area)
      case .text(let text, let place, let angle, let color):
        guard box.contains(place) else { return [] }
        return [written(text, at: place, angle: angle, color?.css ?? "currentColor")]
      case .dot, .symbol:
        return []
      }
    }
  }

  /// A text whose middle is at a place.
  private func written(
    _ text: String,
    at place: Point,
    angle: Double,
    _ color: String
  ) -> SVGElement {
    // Digits stand on their baseline and reach up 0.7 of the font size.
    let low = Point(x: place.x, y: place.y + 0.35 * Lettering.fontSize)
    let (x, y) = (coordinate(place.x), coordinate(place.y))
    let turn = angle == 0 ? [] : [("transform", "rotate(\(coordinate(angle)) \(x) \(y))")]
    return .label(text, at: low, .middle, class: "value", [("fill", color)] + turn)
  }

  /// Starts as rings, ends as stars.
  private func symbols(_ ink: [Ink], within box: Rectangle, _ color: String) -> [SVGElement] {
    ink.compactMap { ink in
      guard case .symbol(let symbol, let place) = ink, box.contains(place) else { return nil }
      switch symbol {
      case .start:
        return .circle(place, radius: 4.5, [("fill", "none"), ("stroke-dasharray", "none")])
      case .spot:
        return .circle(place, radius: 5.5, [("fill", "none"), ("stroke-dasharray", "none")])
      case .end:
        return .path(star(around: place), [("fill", color), ("stroke-width", "1")])
      }
    }
  }

  /// All dots of a series as one path of strokes without length, whose round ends are the dots.
  ///
  /// A cloud of a hundred thousand points stays small so, and a place is drawn once.
  private func dots(_ ink: [Ink], within box: Rectangle, isRimmed: Bool) -> [SVGElement] {
    var seen: Set<String> = []
    let places = ink.compactMap { ink -> String? in
      guard case .dot(let place) = ink, box.contains(place) else { return nil }
      let text = "M\(coordinate(place.x, decimals: 1)) \(coordinate(place.y, decimals: 1))h0"
      return seen.insert(text).inserted ? text : nil
    }
    guard !places.isEmpty else { return [] }
    let width = places.count > 300 ? 4 : 6.4
    func path(_ width: Double, _ more: [(String, String)]) -> SVGElement {
      let pen = [("stroke-width", coordinate(width)), ("stroke-dasharray", "none")]
      return .path(places.joined(), more + pen)
    }
    return (isRimmed ? [path(width + 2.4, [("stroke", "#fff")])] : []) + [path(width, [])]
  }

  private static let fieldStyle: [(selector: String, declarations: String)] = [
    (
      ".field",
      "fill:none;stroke:currentColor;stroke-width:1.2;stroke-linejoin:round;stroke-linecap:round"
    ),
    (".behind", "stroke-opacity:.65;fill-opacity:.9"),
    (".value", "font-size:10px;stroke:none"),
  ]

  static let style: [(selector: String, declarations: String)] = [
    (".series", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round"),
    (".grid", "stroke:currentColor;stroke-opacity:.13"),
    (".axis", "stroke:currentColor;stroke-opacity:.6"),
    (".tick", "fill:currentColor;font-size:11px;fill-opacity:.85"),
    (".label", "fill:currentColor;font-size:12px"),
    (".title", "fill:currentColor;font-size:14px;font-weight:600"),
  ]
}

private func pathData(_ line: [Point]) -> String {
  var data = ""
  for point in line {
    data += data.isEmpty ? "M" : "L"
    data += coordinate(point.x)
    data += " "
    data += coordinate(point.y)
  }
  return data
}

/// A star with five points, as path data.
private func star(around center: Point) -> String {
  let turn: [(x: Double, y: Double)] = [
    (0, -1), (0.225, -0.309), (0.951, -0.309), (0.363, 0.118), (0.588, 0.809), (0, 0.382),
    (-0.588, 0.809), (-0.363, 0.118), (-0.951, -0.309), (-0.225, -0.309),
  ]
  return pathData(turn.map { Point(x: center.x + 8 * $0.x, y: center.y + 8 * $0.y) }) + "Z"
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
