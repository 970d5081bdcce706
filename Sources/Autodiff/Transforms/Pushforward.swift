import TensorCore

extension Graph {
  /// The value of a function and its derivative along a direction: `J v`, in forward mode.
  ///
  /// The direction has one operand, of the same kind, for each differentiable leaf of the `selected` arguments, from
  /// the first argument to the last.
  ///
  /// - Returns: Both in the structure of the function's result; a tangent is zero where nothing depends on the point.
  /// - Throws: the function's errors unchanged.
  public func pushforward(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    along direction: [Operand],
    names: [String] = []
  ) throws -> (value: Tree, tangent: Tree) {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    let outputs = trace.output.leaves
    let variables = outputs.compactMap { $0.isDifferentiable ? $0.variable : nil }
    let isPlain = direction.allSatisfy { $0.variable == nil }
    var tangents = try self.tangents(
      of: variables.map(\.id),
      for: zip(trace.allLeaves, direction).map { ($0.id, $1) },
      keepsHistory: !isPlain || !variables.allSatisfy(trace.isClosed)
    )[...]
    let results = try outputs.filter(\.isDifferentiable).map { output in
      guard output.variable != nil, let tangent = tangents.popFirst() else {
        return try Self.zeros(output.kind)
      }
      return try tangent.map(trace.settled) ?? Self.zeros(output.kind)
    }
    return (
      trace.output.mapLeaves(trace.settled),
      trace.output.withoutOthers.replacingDifferentiable(results)
    )
  }

  /// The tangents of nodes for given tangents of leaves; nil where a node doesn't depend on them.
  ///
  /// Without history the results are plain numbers, which nothing can be differentiated through.
  func tangents(
    of outputs: [NodeID],
    for leaves: [(id: NodeID, tangent: Operand)],
    keepsHistory: Bool
  ) throws -> [Term?] {
    let before = recordsHistory
    recordsHistory = before && keepsHistory
    defer { recordsHistory = before }
    var expansion = Expansion(self)
    for output in outputs { try expansion.expand(from: leaves.map(\.id), to: output) }
    let starts = leaves.map { leaf in
      let tangent = leaf.tangent.variable?.id ?? constant(leaf.tangent)
      return (id: expansion.node(leaf.id), tangent: Term(self, tangent))
    }
    return try ForwardPass(graph: self).run(from: starts, outputs: outputs.map(expansion.node))
  }
}
