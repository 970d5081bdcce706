/// Where the nodes and lines of a graph stand on the page.
struct GraphLayout {
  enum Direction {
    case rightward
    case downward
  }

  /// The line of an edge, or a part of one that several edges share.
  struct Line {
    let curve: Curve
    /// A straight piece before the curve, where a line passes a layer.
    let lead: Point?
    let edge: Int?
  }

  let direction: Direction
  let size: (width: Double, height: Double)
  /// In the order of the drawing's nodes.
  let boxes: [Rectangle]
  let lines: [Line]

  private static let margin = 14.0
  private static let nodeGap = 22.0
  private static let bendSize = 8.0

  /// Lays out from left to right, or from top to bottom where that would be too wide to read.
  static func readable(_ drawing: GraphDrawing, cards: [GraphCard]) -> GraphLayout {
    let places = Dictionary(
      drawing.nodes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let edges = drawing.edges.map { (from: places[$0.from] ?? 0, to: places[$0.to] ?? 0) }
    var graph = LayeredGraph(nodeCount: drawing.nodes.count, edges: edges)
    graph.reduceCrossings()
    let labels = drawing.edges.map { EdgeLabel.size($0.derivative) }
    let rightward = GraphLayout(graph, cards, labels: labels, .rightward)
    guard rightward.size.width > 1280 else { return rightward }
    let downward = GraphLayout(graph, cards, labels: labels, .downward)
    return downward.size.width < rightward.size.width ? downward : rightward
  }

  private init(
    _ graph: LayeredGraph,
    _ cards: [GraphCard],
    labels: [(width: Double, height: Double)],
    _ direction: Direction
  ) {
    let isRightward = direction == .rightward
    let along = cards.map { isRightward ? $0.width : $0.height }
    let across = cards.map { isRightward ? $0.height : $0.width }
    let labelsAlong = labels.map { isRightward ? $0.width : $0.height }
    let columns = Self.columns(graph, along, labelsAlong)
    let bends = Array(repeating: Self.bendSize, count: graph.layer.count - graph.nodeCount)
    let sizes = across + bends
    let raw = graph.crossCenters(sizes: sizes, gap: Self.nodeGap)
    let lowest = zip(raw, sizes).map { $0 - $1 / 2 }.min() ?? 0
    let centers = raw.map { ($0 - lowest + Self.margin).rounded() }
    let depth = zip(centers, sizes).map { $0 + $1 / 2 }.max() ?? 0
    let length = columns.last?.end ?? 0

    self.direction = direction
    size =
      isRightward
      ? (length + Self.margin, depth + Self.margin) : (depth + Self.margin, length + Self.margin)
    let spans = graph.layer.indices.map { vertex in
      let column = columns[graph.layer[vertex]]
      guard vertex < graph.nodeCount else { return (column.start, column.end) }
      let middle = (column.start + column.end) / 2
      return (middle - along[vertex] / 2, middle + along[vertex] / 2)
    }
    boxes = (0..<graph.nodeCount).map { node in
      let start = spans[node].0
      let low = centers[node] - across[node] / 2
      return isRightward
        ? Rectangle(minX: start, minY: low, width: along[node], height: across[node])
        : Rectangle(minX: low, minY: start, width: across[node], height: along[node])
    }
    lines = Self.lines(graph, spans, centers, across, direction)
  }

  /// The stretch of each layer, with room between them for the labels.
  private static func columns(
    _ graph: LayeredGraph,
    _ along: [Double],
    _ labels: [Double]
  ) -> [(start: Double, end: Double)] {
    var columns: [(start: Double, end: Double)] = []
    var start = margin
    for (position, layer) in graph.layers.enumerated() {
      let width = layer.filter { !graph.isBend($0) }.map { along[$0] }.max() ?? 0
      columns.append((start, start + width))
      let leaving = graph.segments.filter { $0.edge != nil && graph.layer[$0.from] == position }
      let widest = leaving.compactMap(\.edge).map { labels[$0] }.max() ?? 0
      start += width + (widest == 0 ? 44 : widest + 44)
    }
    return columns
  }

  private static func lines(
    _ graph: LayeredGraph,
    _ spans: [(Double, Double)],
    _ centers: [Double],
    _ across: [Double],
    _ direction: Direction
  ) -> [Line] {
    let ports = ports(graph, centers, across)
    return graph.segments.enumerated().map { position, segment in
      let start = (spans[segment.from].1, centers[segment.from])
      let isEnd = segment.edge != nil
      let end = (spans[segment.to].0 - (isEnd ? 2 : 0), ports[position])
      func point(_ place: (Double, Double)) -> Point {
        direction == .rightward ? Point(x: place.0, y: place.1) : Point(x: place.1, y: place.0)
      }
      let middle = (start.0 + end.0) / 2
      let curve = Curve(
        start: point(start),
        firstControl: point((middle, start.1)),
        secondControl: point((middle, end.1)),
        end: point(end)
      )
      let lead = graph.isBend(segment.from) ? point((spans[segment.from].0, start.1)) : nil
      return Line(curve: curve, lead: lead, edge: segment.edge)
    }
  }

  /// Where each segment ends: spread over its node, so that no two arrowheads cover each other.
  private static func ports(
    _ graph: LayeredGraph,
    _ centers: [Double],
    _ across: [Double]
  ) -> [Double] {
    var ports = graph.segments.map { centers[$0.to] }
    for node in 0..<graph.nodeCount {
      let entering = graph.entering[node].sorted {
        (centers[graph.segments[$0].from], $0) < (centers[graph.segments[$1].from], $1)
      }
      guard entering.count > 1 else { continue }
      let step = min(15, across[node] * 0.66 / Double(entering.count - 1))
      for (position, segment) in entering.enumerated() {
        ports[segment] += step * (Double(position) - Double(entering.count - 1) / 2)
      }
    }
    return ports
  }
}
