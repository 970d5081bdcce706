import TensorCore

/// A forward pass: appends to the graph the tangents of outputs for given tangents of leaves.
struct ForwardPass {
  let graph: Graph

  /// The tangents of the `outputs`; nil where an output doesn't depend on the leaves.
  ///
  /// - Complexity: Proportional to the nodes between the leaves and the outputs.
  func run(from leaves: [(id: NodeID, tangent: Term)], outputs: [NodeID]) throws -> [Term?] {
    var tangents: [NodeID: Term] = [:]
    for leaf in leaves { tangents[leaf.id] = leaf.tangent }
    var path = Set<NodeID>()
    for output in outputs { path.formUnion(graph.path(from: leaves.map(\.id), to: output)) }
    for id in path.sorted() where tangents[id] == nil {
      try graph.interruption.check()
      tangents[id] = try tangent(of: id, tangents)
    }
    return outputs.map { tangents[$0] }
  }

  private func tangent(of id: NodeID, _ tangents: [NodeID: Term]) throws -> Term? {
    let output = Term(graph, id)
    let inputs = graph.inputs(of: id).map { Term(graph, $0) }
    let known = inputs.map { tangents[$0.id] }
    guard known.contains(where: { $0 != nil }) else { return nil }
    let operation = graph.operation(of: id)
    if operation.isCustom { return try graph.tangentByRule(known, through: id) }
    if case .linear(let rule) = operation.family, rule.isJoint {
      let all = try zip(known, inputs).map { try $0 ?? $1.zeros() }
      return Term(graph, try graph.record(operation, all.map(\.id)))
    }
    var sum: Term?
    for (index, tangent) in known.enumerated() {
      guard let tangent else { continue }
      let count = graph.nonFiniteNotes.notes.count
      let term = try operation.pushed(tangent, inputs: inputs, output: output, index: index)
      graph.checkDerivative(of: id, term?.id, for: tangent.id, count)
      guard let term else {
        graph.remarkStep(operation, at: id)
        continue
      }
      sum = try sum.map { try $0 + term } ?? term
    }
    return sum
  }
}

extension Operation {
  /// What the tangent of one input contributes to the tangent of the output; nil where that is zero throughout.
  func pushed(_ tangent: Term, inputs: [Term], output: Term, index: Int) throws -> Term? {
    switch family {
    case .leaf, .unary(_, derivative: nil), .elementwise(_, derivative: nil),
      .binary(_, derivatives: nil):
      return nil
    case .unary(_, let derivative?), .elementwise(_, let derivative?):
      return try tangent.scaled(by: derivative(inputs[0], output))
    case .binary(_, let derivatives?):
      let rule = index == 0 ? derivatives.left : derivatives.right
      let local = try rule(inputs[0], inputs[1], output)
      return try tangent.scaled(by: local)?.broadcast(to: output.shape).cast(to: output.dtype)
    case .linear:
      var replaced = inputs
      replaced[index] = tangent
      return Term(tangent.graph, try tangent.graph.record(self, replaced.map(\.id)))
    case .general(let rule):
      return try rule.pushforward(tangent, inputs, output, index)
    case .custom:
      preconditionFailure("the pass asks a user's rule once for all operands")
    }
  }
}
