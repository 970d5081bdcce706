/// The line below a graph that says what its colours mean.
struct GraphKey {
  private let entries: [(text: String, cssClass: String)]

  init(_ drawing: GraphDrawing) {
    var entries: [(text: String, cssClass: String)] = []
    if drawing.nodes.contains(where: { !$0.value.isEmpty }) { entries.append(("value", "value")) }
    if drawing.nodes.contains(where: { !$0.adjoint.isEmpty }) {
      entries.append(("adjoint", "adjoint"))
    }
    if drawing.edges.contains(where: { !$0.derivative.isEmpty }) {
      entries.append(("→ local derivative", "key"))
    }
    self.entries = entries
  }

  private func width(_ entry: (text: String, cssClass: String)) -> Double {
    estimatedWidth(entry.text, fontSize: 12) + 22
  }

  /// 0 where there is nothing to say.
  var width: Double { entries.reduce(0) { $0 + width($1) } }

  func elements(centeredAt center: Point) -> [SVGElement] {
    var x = center.x - width / 2 + 11
    return entries.map { entry in
      defer { x += width(entry) }
      return .label(entry.text, at: Point(x: x, y: center.y), class: entry.cssClass)
    }
  }
}
