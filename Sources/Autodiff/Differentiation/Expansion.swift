import TensorCore

/// A way from leaves to outputs on which every gradient is spelled out as the backward pass that made it.
///
/// Where there is no such gradient, it is the graph itself; else what lies behind one is copied, since a node cannot
/// get newer inputs.
struct Expansion {
  private let graph: Graph
  private var copies: [NodeID: NodeID] = [:]

  init(_ graph: Graph) { self.graph = graph }

  /// The node that stands for `id` on the expanded way.
  func node(_ id: NodeID) -> NodeID { copies[id] ?? id }

  /// Expands the way from `sources` to `target`.
  mutating func expand(from sources: [NodeID], to target: NodeID) throws {
    guard graph.derivedGradientCount > 0 else { return }
    let path = graph.path(from: sources, to: target)
    guard path.contains(where: { graph.operation(of: $0) === Operation.derivedGradient }) else {
      return
    }
    let before = graph.recordsHistory
    graph.recordsHistory = true
    defer { graph.recordsHistory = before }
    for id in path.reversed() where copies[id] == nil {
      let inputs = graph.inputs(of: id)
      let operation = graph.operation(of: id)
      let mapped = inputs.map(node)
      if operation === Operation.derivedGradient {
        copies[id] = try spelledOut(mapped[0], by: mapped[1])
      } else if mapped != inputs {
        let copy = try graph.record(operation, mapped)
        if let name = graph.name(of: id) { graph.setName(name, of: copy) }
        copies[id] = copy
      }
    }
  }

  private func spelledOut(_ output: NodeID, by leaf: NodeID) throws -> NodeID {
    let seed = Term(graph, graph.constant(try Graph.one(graph.kind(of: output).dtype)))
    let adjoint = try graph.adjoints(of: output, seed: seed, for: [leaf], keepsHistory: true)[0]
    return try adjoint?.id ?? graph.constant(Graph.zeros(graph.kind(of: leaf)))
  }
}
