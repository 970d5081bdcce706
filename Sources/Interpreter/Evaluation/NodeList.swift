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
    switch entry.source {
    case .slot(let slot):
      if let number = frame.number(at: slot) { return .number(number) }
    case .constant(let number): return .number(number)
    case .node: break
    }
    return try entry.node._withUnsafeGuaranteedRef { try $0.evaluate(&frame) }
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
