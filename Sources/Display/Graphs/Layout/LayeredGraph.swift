/// A graph in layers: every edge leads from one layer to the next.
///
/// The first vertices are the nodes of the drawing, in its order. The others are bends: where the
/// edges of a node reach beyond the next layer, they share one line of bends and leave it where
/// they are wanted, so that a node used a hundred times costs a hundred bends and not a thousand.
struct LayeredGraph {
  let nodeCount: Int
  /// The layer of each vertex.
  private(set) var layer: [Int] = []
  /// The vertices of each layer, in the order they are drawn.
  var layers: [[Int]] = []
  private(set) var segments: [Segment] = []
  /// The segments that end and that start at each vertex.
  private(set) var entering: [[Int]] = []
  private(set) var leaving: [[Int]] = []

  /// A line between neighbouring layers.
  struct Segment {
    let from: Int
    let to: Int
    /// The edge of the drawing that ends here; nil where the line goes on.
    let edge: Int?
  }

  /// Takes edges as pairs of positions, from a lower to a higher one.
  init(nodeCount: Int, edges: [(from: Int, to: Int)]) {
    self.nodeCount = nodeCount
    layer = Self.layers(nodeCount: nodeCount, edges: edges)
    let bySource = Dictionary(grouping: edges.indices) { edges[$0].from }
    for source in bySource.keys.sorted() {
      addSegments(from: source, edges: (bySource[source] ?? []).map { ($0, edges[$0].to) })
    }
    layers = Array(repeating: [], count: (layer.max() ?? -1) + 1)
    for vertex in layer.indices { layers[layer[vertex]].append(vertex) }
    entering = Array(repeating: [], count: layer.count)
    leaving = entering
    for (position, segment) in segments.enumerated() {
      leaving[segment.from].append(position)
      entering[segment.to].append(position)
    }
  }

  func isBend(_ vertex: Int) -> Bool { vertex >= nodeCount }

  private mutating func addSegments(from source: Int, edges: [(edge: Int, target: Int)]) {
    let furthest = edges.map { layer[$0.target] }.max() ?? 0
    var line = [source]
    for next in (layer[source] + 1)..<max(furthest, layer[source] + 1) {
      layer.append(next)
      segments.append(Segment(from: line[line.count - 1], to: layer.count - 1, edge: nil))
      line.append(layer.count - 1)
    }
    for (edge, target) in edges {
      let last = line[layer[target] - layer[source] - 1]
      segments.append(Segment(from: last, to: target, edge: edge))
    }
  }

  /// The longest path from a source; sources themselves move up to their first consumer.
  private static func layers(nodeCount: Int, edges: [(from: Int, to: Int)]) -> [Int] {
    var layer = Array(repeating: 0, count: nodeCount)
    var hasInput = Array(repeating: false, count: nodeCount)
    for edge in edges.sorted(by: { ($0.to, $0.from) < ($1.to, $1.from) }) {
      layer[edge.to] = max(layer[edge.to], layer[edge.from] + 1)
      hasInput[edge.to] = true
    }
    var firstUse: [Int: Int] = [:]
    for edge in edges where !hasInput[edge.from] {
      firstUse[edge.from] = min(firstUse[edge.from] ?? .max, layer[edge.to])
    }
    for (source, use) in firstUse { layer[source] = use - 1 }
    return layer
  }
}
