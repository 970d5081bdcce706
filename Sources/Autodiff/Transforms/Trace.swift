import TensorCore

/// One run of a function on leaves of its own, so that its result can be differentiated by them.
///
/// The leaves carry a tag of this run: what depends on nothing else becomes plain again when the run is over, and
/// a derivative inside a derivative never takes the other's leaf for its own.
struct Trace {
  let graph: Graph
  /// The result of the function.
  let output: Tree
  /// The leaves of each argument; empty for one that no derivative is wanted of.
  let leaves: [[Variable]]
  /// The first id after those that existed before the run.
  let mark: NodeID
  private let tag: UInt32

  /// Runs the function with fresh leaves for the differentiable parts of the `selected` arguments.
  init(
    _ graph: Graph,
    _ function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws {
    try self.init(graph, graph.makeTag(), function, at: arguments, selected: selected, names: names)
    {
      $0.isDifferentiable ? $0 : nil
    }
  }

  /// Runs the function with leaves that hold what `start` makes of the operands; where that is nil, with the operands.
  init(
    _ graph: Graph,
    _ tag: UInt32,
    _ function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = [],
    start: (Operand) throws -> Operand?
  ) throws {
    self.graph = graph
    mark = graph.end
    self.tag = tag
    var leaves = [[Variable]](repeating: [], count: arguments.count)
    var inputs = arguments
    for index in selected {
      let name = index < names.count ? names[index] : nil
      inputs[index] = try arguments[index].mapLeaves { operand in
        guard let value = try start(operand) else { return operand }
        let leaf = graph.makeTraceLeaf(value, tag: tag)
        if let name, case .leaf = arguments[index] { leaf.named(name) }
        leaves[index].append(leaf)
        return .variable(leaf)
      }
    }
    self.leaves = leaves
    graph.activeTags.append(tag)
    do {
      output = try function(inputs)
    } catch {
      graph.activeTags.removeAll { $0 == tag }
      throw error
    }
  }

  /// All leaves, from the first argument to the last.
  var allLeaves: [Variable] { leaves.flatMap { $0 } }

  /// Whether nothing but this run's leaves lies behind a value, so that its derivative has no history.
  func isClosed(_ variable: Variable) -> Bool {
    // A user's rule may depend on more than the value it belongs to.
    graph.userRules.isEmpty
      && !graph.dependencies[graph.dependencySet(of: variable.id)].contains(where: outlives)
  }

  /// Whether somebody outside of this run may differentiate by it.
  ///
  /// A derivative of a derivative passes through the leaves of the inner run, which is over.
  private func outlives(_ dependency: Dependency) -> Bool {
    dependency.isParameter
      || (dependency.tag != tag && graph.activeTags.contains(dependency.tag))
  }

  /// A result of this run as the caller may keep it: plain, or depending only on what was there before.
  func settled(_ term: Term) -> Operand {
    let known = graph.dependencies[graph.dependencySet(of: term.id)]
    // What is recorded stays in the graph, as plain as it is.
    let others = known.filter { outlives($0) || $0 == graph.recording?.dependency }
    if others.isEmpty { return graph.plainOperand(term.id) }
    if others.count == known.count { return graph.wrapped(term.id) }
    let set = graph.dependencies.id(of: others)
    let plain = graph.plainOperand(term.id)
    return graph.wrapped(
      graph.append(.identity, [term.id], value: plain, dependencies: set)
    )
  }

  func settled(_ operand: Operand) -> Operand {
    guard let variable = operand.variable else { return operand }
    return settled(Term(graph, variable.id))
  }

  /// Results for all leaves in the structure of the selected arguments.
  func structured(_ results: [Operand], like arguments: [Tree], selected: [Int]) -> [Tree] {
    var remaining = results[...]
    let parts = leaves.map { leaves in
      defer { remaining = remaining.dropFirst(leaves.count) }
      return Array(remaining.prefix(leaves.count))
    }
    return selected.map { arguments[$0].withoutOthers.replacingDifferentiable(parts[$0]) }
  }

  /// Frees what the run left behind; call it when the results are settled.
  func finish() {
    graph.activeTags.removeAll { $0 == tag }
    graph.sweep(from: mark)
  }
}

extension Graph {
  /// A leaf with the value of `operand`, tied to it where that has a history.
  fileprivate func makeTraceLeaf(_ operand: Operand, tag: UInt32) -> Variable {
    let own = [Dependency(tag: tag, version: 0, isParameter: false)]
    guard let variable = operand.variable else {
      return Variable(
        append(.leaf, [], value: operand, dependencies: dependencies.id(of: own)),
        in: self
      )
    }
    let outer = dependencies[dependencySet(of: variable.id)]
    let set = dependencies.id(of: (outer + own).sorted())
    return Variable(
      append(.identity, [variable.id], value: plainOperand(variable.id), dependencies: set),
      in: self
    )
  }

  /// Runs a backward pass for the cotangent `seed`, which is one, of `output` and gives the adjoints of the leaves.
  func adjoints(
    of output: NodeID,
    seed: Term,
    for leaves: [NodeID],
    keepsHistory: Bool
  ) throws -> [Term?] {
    backwardPassCount += 1
    var expansion = Expansion(self)
    try expansion.expand(from: leaves, to: output)
    let wanted = leaves.map(expansion.node)
    let outer = self.seed
    self.seed = seed.id
    defer { self.seed = outer }
    let start = expansion.node(output)
    return try reverse(from: start, seed: seed, wanted: wanted, keepsHistory: keepsHistory)
  }

  /// Handles for terms that several passes go through: the first would free them with what it made of them.
  func holding(_ terms: [Term?]) -> [Variable] {
    terms.compactMap { $0.map { Variable($0.id, in: self) } }
  }

  /// The backward pass from an output to leaves, once nothing between them has to be spelled out.
  func reverse(
    from output: NodeID,
    seed: Term,
    wanted: [NodeID],
    keepsHistory: Bool
  ) throws -> [Term?] {
    let isRecorded = isRecorded(dependencySet(of: output)) || isRecorded(dependencySet(of: seed.id))
    guard keepsHistory || isRecorded || !userRules.isEmpty else {
      var pass = NumericReversePass(self, from: output, wanted: wanted)
      return try pass.run(seed: plainOperand(seed.id), wanted: wanted).map { adjoint in
        adjoint.map { Term(self, constant($0)) }
      }
    }
    let before = recordsHistory
    recordsHistory = before && keepsHistory
    defer { recordsHistory = before }
    var pass = ReversePass(self)
    return try pass.run(from: output, seed: seed, wanted: wanted)
  }
}
