/// The part of a graph that is drawn: both ends of one that is too long.
struct GraphExcerpt {
  let nodes: [GraphDrawing.Node]
  let edges: [GraphDrawing.Edge]

  init(nodes: [GraphDrawing.Node], edges: [GraphDrawing.Edge], limit: Int) {
    let kept = max(2, limit)
    guard nodes.count > kept else {
      self.nodes = nodes
      self.edges = Self.forward(edges, among: nodes)
      return
    }
    let head = nodes.prefix(kept / 2)
    let tail = nodes.suffix(kept / 2)
    let middle = nodes.dropFirst(head.count).dropLast(tail.count)
    let substitute = GraphDrawing.Node(
      id: middle.map(\.id).max() ?? 0,
      formula: "… \(middle.count) more nodes …",
      kind: .constant
    )
    let hidden = Set(middle.map(\.id))
    let redirected = edges.compactMap { edge -> GraphDrawing.Edge? in
      let leaves = hidden.contains(edge.from)
      let enters = hidden.contains(edge.to)
      guard leaves || enters else { return edge }
      guard !(leaves && enters) else { return nil }
      return GraphDrawing.Edge(
        from: leaves ? substitute.id : edge.from,
        to: enters ? substitute.id : edge.to
      )
    }
    self.nodes = head + [substitute] + tail
    self.edges = Self.forward(redirected, among: self.nodes)
  }

  /// The edges that lead from an earlier node to a later one, parallel ones drawn once.
  ///
  /// `x * x` has two edges from `x`; their derivatives stand on one line.
  private static func forward(
    _ edges: [GraphDrawing.Edge],
    among nodes: [GraphDrawing.Node]
  ) -> [GraphDrawing.Edge] {
    let order = Dictionary(
      nodes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var places: [[Int]: Int] = [:]
    var merged: [GraphDrawing.Edge] = []
    for edge in edges {
      guard let from = order[edge.from], let to = order[edge.to], from < to else { continue }
      guard let place = places[[from, to]] else {
        places[[from, to]] = merged.count
        merged.append(edge)
        continue
      }
      let labels = [merged[place].derivative, edge.derivative].filter { !$0.isEmpty }
      merged[place] = GraphDrawing.Edge(
        from: edge.from,
        to: edge.to,
        derivative: labels.joined(separator: ", ")
      )
    }
    return merged
  }
}
