extension GraphDrawing {
  /// The graph as an SVG document.
  public var svg: String {
    let cards = nodes.map(GraphCard.init)
    let layout = GraphLayout.readable(self, cards: cards)
    let labels = EdgeLabel.placed(on: layout, edges)
    let key = GraphKey(self)
    let width = max(layout.size.width, key.width + 28)
    let top = title.isEmpty ? 0.0 : 26
    var content: [SVGElement] = []
    if !title.isEmpty {
      content.append(.label(title, at: Point(x: width / 2, y: 20), .middle, class: "title"))
    }
    let lines = layout.lines.enumerated().flatMap { position, line in
      Self.drawn(line, around: labels[position], layout.direction)
    }
    let drawnLabels = labels.keys.sorted().compactMap { labels[$0]?.element }
    let drawnNodes = zip(cards, layout.boxes).flatMap { $0.elements(in: $1) }
    let shift = "translate(\(coordinate((width - layout.size.width) / 2)) \(coordinate(top)))"
    let groups: [SVGElement] = [
      .group("edges", lines), .group("labels", drawnLabels), .group("nodes", drawnNodes),
    ]
    content.append(.element("g", [("transform", shift)], groups))
    let keyTop = top + layout.size.height
    content += key.elements(centeredAt: Point(x: width / 2, y: keyTop + 12))
    return SVGDocument(
      width: width,
      height: keyTop + (key.width > 0 ? 24 : 0),
      title: title.isEmpty ? "computation graph" : title,
      style: Self.style,
      content: content
    ).xml
  }

  private static func drawn(
    _ line: GraphLayout.Line,
    around label: EdgeLabel?,
    _ direction: GraphLayout.Direction
  ) -> [SVGElement] {
    var data = label.map { line.curve.outside($0.box.expanded(by: 2)) } ?? [line.curve]
    var result: [SVGElement] = []
    if let lead = line.lead {
      let straight = Curve(
        start: lead,
        firstControl: lead,
        secondControl: line.curve.start,
        end: line.curve.start
      )
      data.insert(straight, at: 0)
    }
    result.append(.path(data.map(\.pathData).joined(), [("class", "edge")]))
    guard line.edge != nil else { return result }
    let tip = line.curve.end
    let head =
      direction == .rightward
      ? "M\(coordinate(tip.x)) \(coordinate(tip.y))l-8 -3.6v7.2z"
      : "M\(coordinate(tip.x)) \(coordinate(tip.y))l-3.6 -8h7.2z"
    return result + [.path(head, [("class", "head")])]
  }

  private static let style: [(selector: String, declarations: String)] = [
    (".node", "stroke-width:1.5;fill-opacity:.13"),
    (".input", outline(Palette.input)),
    (".parameter", outline(Palette.parameter)),
    (".constant", outline(Palette.muted) + ";stroke-dasharray:4 3"),
    (".operation", outline(Palette.muted)),
    (".output", outline(Palette.output)),
    (".inner", "fill:none;stroke:\(Palette.output)"),
    (".name", "fill:currentColor;font-size:14px;font-weight:500"),
    (".value", "fill:\(Palette.value);font-size:12px;font-weight:600"),
    (".adjoint", "fill:\(Palette.adjoint);font-size:12px;font-weight:600"),
    (".local", "fill:currentColor;fill-opacity:.8;font-size:11px"),
    (".edge", "fill:none;stroke:\(Palette.muted);stroke-width:1.4"),
    (".head", "fill:\(Palette.muted)"),
    (".title", "fill:currentColor;font-size:14px;font-weight:600"),
    (".key", "fill:currentColor;fill-opacity:.75;font-size:11px"),
  ]

  private static func outline(_ color: String) -> String { "stroke:\(color);fill:\(color)" }
}
