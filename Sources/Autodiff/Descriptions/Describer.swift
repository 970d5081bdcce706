import TensorCore

/// Turns a prepared piece of graph into a description: names the steps, runs the backward pass, writes formulas.
struct Describer {
  private let graph: Graph
  private let copy: DistinctCopy
  /// The step that stands for each node.
  private let numbers: [NodeID: Int]
  private let steps: [NodeID]
  private let names: [String]

  init(_ graph: Graph, _ copy: DistinctCopy) {
    self.graph = graph
    self.copy = copy
    let isUsed = Self.used(graph, copy)
    steps = copy.nodes.filter { id in
      isUsed.contains(id)
        && !(graph.operation(of: id) === Operation.leaf && graph.dependencySet(of: id) == .empty
          && graph.value(of: id).count <= Self.inlineLimit)
    }
    var numbers: [NodeID: Int] = [:]
    for (number, id) in steps.enumerated() { numbers[id] = number }
    self.numbers = numbers
    names = Self.makeNames(steps.map { graph.name(of: $0) })
  }

  /// Constants up to this many elements are written into formulas instead of standing as steps.
  private static let inlineLimit = 4

  private static func used(_ graph: Graph, _ copy: DistinctCopy) -> Set<NodeID> {
    var used: Set<NodeID> = [copy.output]
    for id in copy.nodes.reversed() where used.contains(id) && !copy.leaves.contains(id) {
      used.formUnion(graph.inputs(of: id))
    }
    return used.union(copy.leaves)
  }

  /// The users' names, numbered where one occurs twice, and `v1`, `v2`, … for the rest.
  private static func makeNames(_ given: [String?]) -> [String] {
    var taken = Set(given.compactMap { $0 })
    var counts: [String: Int] = [:]
    var next = 1
    return given.map { name in
      if let name {
        counts[name, default: 0] += 1
        return counts[name] == 1 ? name : "\(name)#\(counts[name] ?? 0)"
      }
      while taken.contains("v\(next)") { next += 1 }
      taken.insert("v\(next)")
      return "v\(next)"
    }
  }

  func description() throws -> ComputationDescription {
    var contributions: [ReversePass.Contribution] = []
    let seed = try graph.visibleSeed(graph.kind(of: copy.output).dtype)
    var pass = ReversePass(graph) { contributions.append($0) }
    _ = try pass.run(from: copy.output, seed: seed, wanted: copy.leaves)
    let adjoints = pass.adjoints
    return ComputationDescription(
      steps: steps.enumerated().map { number, id in
        ComputationDescription.Step(
          name: names[number],
          role: role(of: id),
          formula: isLeaf(id) ? nil : formula(of: id, isRoot: true, adjoint: nil),
          value: graph.value(of: id),
          adjoint: adjoints[id]?.value,
          contributions: contributions.filter { inputOf($0) == id }
            .sorted { $0.consumer < $1.consumer }
            .compactMap { described($0, adjoints) },
          inputs: isLeaf(id) ? [] : graph.inputs(of: id).compactMap { numbers[$0] }
        )
      }
    )
  }

  private func inputOf(_ contribution: ReversePass.Contribution) -> NodeID {
    graph.inputs(of: contribution.consumer)[contribution.inputIndex]
  }

  private func isLeaf(_ id: NodeID) -> Bool {
    graph.operation(of: id) === Operation.leaf || copy.leaves.contains(id)
  }

  private func role(of id: NodeID) -> ComputationDescription.Role {
    guard isLeaf(id) else { return .operation }
    let dependencies = graph.dependencies[graph.dependencySet(of: id)]
    if dependencies.isEmpty { return .constant }
    return dependencies.allSatisfy(\.isParameter) ? .parameter : .input
  }

  private func described(
    _ contribution: ReversePass.Contribution,
    _ adjoints: [NodeID: Term]
  ) -> ComputationDescription.Contribution? {
    guard let consumer = numbers[contribution.consumer],
      let adjoint = adjoints[contribution.consumer]
    else { return nil }
    return ComputationDescription.Contribution(
      consumer: consumer,
      localDerivative: contribution.local.flatMap(described),
      formula: formula(of: contribution.term.id, isRoot: true, adjoint: (adjoint.id, consumer)),
      value: contribution.term.value
    )
  }

  private func described(
    _ local: LocalDerivative
  ) -> ComputationDescription.LocalDerivative? {
    switch local {
    case .zero: nil
    case .one: .init(formula: .constant(Tensor(1)), value: Tensor(1))
    case .minusOne: .init(formula: .constant(Tensor(-1)), value: Tensor(-1))
    case .term(let term), .absorbing(let term):
      .init(formula: formula(of: term.id, isRoot: false, adjoint: nil), value: term.value)
    }
  }

  /// How a node was made, down to the steps; the root itself is taken apart even where it is a step.
  private func formula(
    of id: NodeID,
    isRoot: Bool,
    adjoint: (id: NodeID, consumer: Int)?
  ) -> Formula {
    if let adjoint, adjoint.id == id { return .adjoint(adjoint.consumer) }
    if let number = numbers[id], !isRoot || isLeaf(id) { return .step(number) }
    if graph.operation(of: id) === Operation.leaf { return .constant(graph.value(of: id)) }
    let operands = graph.inputs(of: id).map { formula(of: $0, isRoot: false, adjoint: adjoint) }
    return .operation(graph.operation(of: id).notation, operands)
  }
}

extension Graph {
  /// A cotangent of one that formulas can name, because it isn't folded away as a constant.
  fileprivate func visibleSeed(_ dtype: DType) throws -> Term {
    let own = Dependency(tag: makeTag(), version: 0, isParameter: false)
    let set = dependencies.id(of: [own])
    return Term(self, append(.leaf, [], value: try Self.one(dtype), dependencies: set))
  }
}
