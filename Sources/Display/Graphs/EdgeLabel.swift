/// A local derivative, written into a gap of its edge's line.
struct EdgeLabel {
  static let fontSize = 11.0

  let text: String
  let box: Rectangle

  static func size(_ text: String) -> (width: Double, height: Double) {
    text.isEmpty ? (0, 0) : (estimatedWidth(printed(text), fontSize: fontSize) + 6, 15)
  }

  /// A label for each line that ends an edge with a derivative, by the position of the line.
  ///
  /// Each stands in the middle of its line, or as near to it as nodes, earlier labels and other
  /// lines allow.
  static func placed(on layout: GraphLayout, _ edges: [GraphDrawing.Edge]) -> [Int: EdgeLabel] {
    var labels: [Int: EdgeLabel] = [:]
    var taken = layout.boxes.map { $0.expanded(by: 3) }
    let paths = layout.lines.map { line in
      let points = (1...15).map { line.curve.point(at: Double($0) / 16) }
      return (points: points, bounds: Rectangle(around: points))
    }
    for (position, line) in layout.lines.enumerated() {
      guard let edge = line.edge, !edges[edge].derivative.isEmpty else { continue }
      let size = size(edges[edge].derivative)
      let candidates = parts.map { part -> (cost: Double, box: Rectangle) in
        let center = line.curve.point(at: part)
        let box = Rectangle(
          minX: center.x - size.width / 2,
          minY: center.y - size.height / 2,
          width: size.width,
          height: size.height
        )
        let covered = taken.count { $0.intersects(box) }
        let crossed = paths.indices.count { other in
          other != position && paths[other].bounds.intersects(box)
            && paths[other].points.contains(where: box.contains)
        }
        return (Double(covered * 100 + crossed * 10) + abs(part - 0.5), box)
      }
      guard let best = candidates.min(by: { $0.cost < $1.cost }) else { continue }
      taken.append(best.box)
      labels[position] = EdgeLabel(text: printed(edges[edge].derivative), box: best.box)
    }
    return labels
  }

  private static let parts = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.8]

  var element: SVGElement {
    .label(text, at: Point(x: box.center.x, y: box.center.y + 4), .middle, class: "local")
  }
}
