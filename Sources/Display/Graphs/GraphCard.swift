/// A node as it is drawn: its lines of text in an outline that tells its kind.
struct GraphCard {
  let rows: [(text: String, cssClass: String)]
  let kind: GraphDrawing.Kind
  let width: Double
  let height: Double

  private static let rowHeight = 17.0
  private static let longest = 34

  init(_ node: GraphDrawing.Node) {
    let all = [
      (node.heading, "name"), (node.value, "value"), (node.adjoint, "adjoint"),
    ]
    rows = all.filter { !$0.0.isEmpty }.map { (Self.shortened(printed($0.0)), $0.1) }
    kind = node.kind
    let widths = rows.map { row in
      estimatedWidth(row.text, fontSize: row.cssClass == "name" ? 14 : 12)
    }
    width = max(46, (widths.max() ?? 0) + 22).rounded()
    height = Double(max(1, rows.count)) * Self.rowHeight + 13
  }

  /// One line of bounded length.
  private static func shortened(_ text: String) -> String {
    let flat = String(text.map { $0 == "\n" ? " " : $0 })
    return flat.count > longest ? flat.prefix(longest - 1) + "…" : flat
  }

  func elements(in box: Rectangle) -> [SVGElement] {
    let corner: Double =
      switch kind {
      case .input: box.height / 2
      case .parameter, .constant: 3
      case .operation, .output: 11
      }
    var result: [SVGElement] = [.rectangle(box, corner: corner, [("class", outlineClass)])]
    if kind == .output {
      let inner = box.expanded(by: -3)
      result.append(.rectangle(inner, corner: corner - 3, [("class", "inner")]))
    }
    let first = box.center.y - Double(rows.count - 1) * Self.rowHeight / 2 + 4.5
    for (position, row) in rows.enumerated() {
      let place = Point(x: box.center.x, y: first + Double(position) * Self.rowHeight)
      result.append(.label(row.text, at: place, .middle, class: row.cssClass))
    }
    return result
  }

  private var outlineClass: String {
    switch kind {
    case .input: "node input"
    case .parameter: "node parameter"
    case .constant: "node constant"
    case .operation: "node operation"
    case .output: "node output"
    }
  }
}
