/// Nodes that belong to one node and are run in turn, without counting references to each.
struct NodeList {
  /// What keeps the nodes alive.
  let nodes: [Node]
  private let entries: [(node: Unmanaged<Node>, source: NumericOperand.Source)]

  init(_ nodes: [Node]) {
    self.nodes = nodes
    entries = nodes.map { (Unmanaged.passUnretained($0), $0.numberSource) }
  }

  var count: Int { nodes.count }

  var height: Int { nodes.map(\.height).max() ?? 0 }

  subscript(position: Int) -> Node { nodes[position] }

  @inline(__always)
  func evaluate(_ position: Int, _ frame: inout Frame) throws -> Value {
    let entry = entries[position]
    if let number = entry.source.number(frame) { return .number(number) }
    return try entry.node._withUnsafeGuaranteedRef { try $0.evaluate(&frame) }
  }

  /// The values of all nodes.
  @inline(__always)
  func evaluated(_ frame: inout Frame) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for position in 0..<count {
      values.append(try evaluate(position, &frame))
    }
    return values
  }

  @inline(__always)
  func run(_ position: Int, _ frame: inout Frame) throws -> Flow {
    try entries[position].node._withUnsafeGuaranteedRef { try $0.run(&frame) }
  }

  @inline(__always)
  func finish(_ position: Int, _ frame: inout Frame) throws -> Flow {
    try entries[position].node._withUnsafeGuaranteedRef { try $0.finish(&frame) }
  }
}
