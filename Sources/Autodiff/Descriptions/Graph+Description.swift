import TensorCore

extension Graph {
  /// A description of how a value was computed from others, and of its derivatives by everything on the way.
  ///
  /// Equal subexpressions without a name of their own appear once.
  public func description(
    of output: Variable,
    by leaves: [Variable]
  ) throws
    -> ComputationDescription
  {
    guard output.shape == .scalar else {
      throw EngineError(
        "adjoints are those of one number, and this has shape \(output.shape)",
        hint: "`sum` or `mean` makes one number"
      )
    }
    let mark = end
    defer { sweep(from: mark) }
    var expansion = Expansion(self)
    try expansion.expand(from: leaves.map(\.id), to: output.id)
    let copy = try DistinctCopy(
      self,
      of: expansion.node(output.id),
      leaves: leaves.map { expansion.node($0.id) }
    )
    return try Describer(self, copy).description()
  }

  /// The same for a function at a point; its result takes the given name where it has none.
  public func description(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String],
    outputName: String
  ) throws -> ComputationDescription {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    guard case .leaf(let operand) = trace.output, let output = operand.variable else {
      throw EngineError("the function's value does not depend on its arguments")
    }
    if !trace.allLeaves.contains(where: { $0.isSame(as: output) }) { output.named(outputName) }
    return try description(of: output, by: trace.allLeaves)
  }
}

/// A copy of the way from leaves to an output in which equal subexpressions are one node.
struct DistinctCopy {
  let output: NodeID
  let leaves: [NodeID]
  /// Every node of the copy, ascending.
  let nodes: [NodeID]

  /// What makes two nodes equal: how they are written, and from what.
  private struct Key: Hashable {
    let name: String
    let notation: Notation
    let inputs: [NodeID]
    /// Two operations with users' rules are never the same one, however they are written.
    let custom: ObjectIdentifier?
  }

  init(_ graph: Graph, of output: NodeID, leaves: [NodeID]) throws {
    var copies: [NodeID: NodeID] = [:]
    var known: [Key: [NodeID]] = [:]
    for leaf in leaves { copies[leaf] = leaf }
    for id in graph.path(from: leaves, to: output).reversed() where copies[id] == nil {
      let operation = graph.operation(of: id)
      let inputs = graph.inputs(of: id).map { copies[$0] ?? Self.plainCopy(of: $0, graph, &copies) }
      if operation === Operation.identity, graph.name(of: id) == nil || id != output {
        copies[id] = inputs[0]
        if let name = graph.name(of: id) { graph.setName(name, of: inputs[0]) }
        continue
      }
      let key = Key(
        name: operation.name,
        notation: operation.notation,
        inputs: inputs,
        custom: operation.isCustom ? ObjectIdentifier(operation) : nil
      )
      if let twin = known[key]?.first(where: { Self.canMerge(id, $0, graph) }) {
        copies[id] = twin
        if let name = graph.name(of: id) { graph.setName(name, of: twin) }
        continue
      }
      graph.origin = graph.origin(of: id)
      let copy = try graph.record(operation, inputs)
      if let name = graph.name(of: id) { graph.setName(name, of: copy) }
      known[key, default: []].append(copy)
      copies[id] = copy
    }
    self.output = copies[output] ?? output
    self.leaves = leaves.map { copies[$0] ?? $0 }
    nodes = Set(copies.values).sorted()
  }

  /// Equal constants are one node too, so that `x^2` and `x^2` are written from the same parts.
  private static func plainCopy(
    of id: NodeID,
    _ graph: Graph,
    _ copies: inout [NodeID: NodeID]
  ) -> NodeID {
    let value = graph.value(of: id)
    let twin = copies.values.first {
      graph.operation(of: $0) === Operation.leaf && graph.dependencySet(of: $0) == .empty
        && graph.value(of: $0).isIdentical(to: value)
    }
    copies[id] = twin ?? id
    return twin ?? id
  }

  private static func canMerge(_ id: NodeID, _ twin: NodeID, _ graph: Graph) -> Bool {
    let names = (graph.name(of: id), graph.name(of: twin))
    let isUnnamed = names.0 == nil || names.1 == nil || names.0 == names.1
    return isUnnamed && graph.value(of: id).isIdentical(to: graph.value(of: twin))
  }
}
