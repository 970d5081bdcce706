import TensorCore

/// A way from leaves to outputs on which what was deferred is written out: a gradient as the backward pass that made it,
/// the result of a plan as its steps.
///
/// Where there is nothing of the kind, it is the graph itself; else what lies behind one is copied, since a node cannot
/// get newer inputs.
struct Expansion {
  private let graph: Graph
  private var copies: [NodeID: NodeID] = [:]
  /// The steps of a plan's runs that have been written out.
  private var written: [ObjectIdentifier: [Int: NodeID]] = [:]

  init(_ graph: Graph) { self.graph = graph }

  /// The node that stands for `id` on the expanded way.
  func node(_ id: NodeID) -> NodeID { copies[id] ?? id }

  /// Expands the way from `sources` to `target`.
  mutating func expand(from sources: [NodeID], to target: NodeID) throws {
    guard graph.deferredCount > 0 else { return }
    let planned = sources.filter { graph.plannedResults[$0] != nil }
    // Results of one run of a plan may lie behind each other, which their nodes do not show.
    let roots = sources + planned.flatMap { graph.inputs(of: $0) }
    let path = graph.path(from: roots, to: target)
    guard path.contains(where: { graph.operation(of: $0).isDeferred }) else {
      return
    }
    let before = graph.recordsHistory
    graph.recordsHistory = true
    defer { graph.recordsHistory = before }
    let runs = Set(path.compactMap { graph.plannedResults[$0].map { ObjectIdentifier($0.run) } })
    for id in planned where copies[id] == nil {
      guard let result = graph.plannedResults[id], runs.contains(ObjectIdentifier(result.run))
      else { continue }
      copies[id] = try writtenOut(result, from: graph.inputs(of: id).map(node))
    }
    for id in path.reversed() where copies[id] == nil {
      let inputs = graph.inputs(of: id)
      let operation = graph.operation(of: id)
      let mapped = inputs.map(node)
      if operation === Operation.derivedGradient {
        copies[id] = try spelledOut(mapped[0], by: mapped[1])
      } else if let result = graph.plannedResults[id] {
        copies[id] = try writtenOut(result, from: mapped)
      } else if mapped != inputs {
        let copy = try graph.record(operation, mapped)
        if let name = graph.name(of: id) { graph.setName(name, of: copy) }
        copies[id] = copy
      }
    }
  }

  /// The steps that lead to a result of a plan, those of one run once.
  private mutating func writtenOut(_ result: PlannedResult, from inputs: [NodeID]) throws -> NodeID
  {
    let (run, steps) = (result.run, result.run.history.steps)
    let origin = graph.origin
    defer { graph.origin = origin }
    guard let end = run.history.results[result.number] else {
      preconditionFailure("a plain result has no history")
    }
    let target = end.step
    let isBehind = PlannedHistory.isBehind(target, steps)
    var known = written[ObjectIdentifier(run)] ?? [:]
    for position in 0...target where isBehind[position] && known[position] == nil {
      switch steps[position].content {
      case .data(let number): known[position] = graph.constant(run.data[number])
      case .parameter(let number):
        known[position] = zip(end.parameters, inputs).first { $0.0 == number }?.1
      case .operation(let operation):
        let operands = steps[position].operands.map { id(of: $0, known) }
        graph.origin = steps[position].origin
        let made = try graph.record(operation, operands)
        if let name = steps[position].name { graph.setName(name, of: made) }
        known[position] =
          steps[position].isDetached ? graph.constant(graph.plainOperand(made)) : made
      }
    }
    written[ObjectIdentifier(run)] = known
    return id(of: .step(target), known)
  }

  private func id(of reference: PlannedHistory.Reference, _ known: [Int: NodeID]) -> NodeID {
    switch reference {
    case .constant(let operand): return graph.constant(operand)
    case .step(let position):
      guard let id = known[position] else {
        preconditionFailure("a step of a plan comes after its operands")
      }
      return id
    }
  }

  private func spelledOut(_ output: NodeID, by leaf: NodeID) throws -> NodeID {
    let seed = Term(graph, graph.constant(try Graph.one(graph.kind(of: output).dtype)))
    let adjoint = try graph.adjoints(of: output, seed: seed, for: [leaf], keepsHistory: true)[0]
    return try adjoint?.id ?? graph.constant(Graph.zeros(graph.kind(of: leaf)))
  }
}
