import TensorCore

/// A backward pass: appends to the graph what the adjoints of an output are made of.
///
/// Ids are topological, so the pass walks them downwards, without recursion. Whoever starts the pass keeps what is
/// wanted of it and sweeps the rest.
struct ReversePass {
  let graph: Graph
  private(set) var adjoints: [NodeID: Term] = [:]
  /// Of how many nodes a term with a tensor is the adjoint.
  private var adjointCounts: [NodeID: Int] = [:]
  /// The nodes of the path, kept apart from the marks of searches that a user's rule may start.
  private var members: Set<NodeID>?
  /// Told of every contribution to an adjoint, for explanations.
  private let observer: ((Contribution) -> Void)?

  /// What a consumer adds to the adjoint of one of its inputs.
  struct Contribution {
    let consumer: NodeID
    let inputIndex: Int
    let local: LocalDerivative?
    let term: Term
  }

  init(_ graph: Graph, observer: ((Contribution) -> Void)? = nil) {
    self.graph = graph
    self.observer = observer
  }

  /// The adjoints of the `wanted` nodes for the cotangent `seed` of `output`; nil where it doesn't depend on them.
  mutating func run(from output: NodeID, seed: Term, wanted: [NodeID]) throws -> [Term?] {
    guard let lowest = wanted.min(), lowest <= output else { return wanted.map { _ in nil } }
    let isWanted = Set(wanted)
    let path = graph.path(from: wanted, to: output)
    members = graph.userRules.isEmpty ? nil : Set(path)
    set(seed, of: output)
    for id in path {
      guard let adjoint = adjoints[id], graph.operation(of: id) !== Operation.leaf else { continue }
      try graph.interruption.check()
      let mark = graph.end
      try propagate(adjoint, through: id)
      guard observer == nil else { continue }
      if !isWanted.contains(id) { set(nil, of: id) }
      forgetTensors(from: mark)
    }
    return wanted.map { adjoints[$0] }
  }

  /// Changes the adjoint of a node; the tensor of a term that is nobody's adjoint any more goes.
  private mutating func set(_ term: Term?, of id: NodeID) {
    let old = adjoints[id]
    adjoints[id] = term
    if let term, graph.isTensor(term.id) { adjointCounts[term.id, default: 0] += 1 }
    guard let old, let count = adjointCounts[old.id] else { return }
    adjointCounts[old.id] = count > 1 ? count - 1 : nil
    if count == 1, observer == nil { graph.forgetTensor(of: old.id) }
  }

  /// Lets go of the tensors that a step made on its way to adjoints.
  private func forgetTensors(from mark: NodeID) {
    var id = mark
    while id < graph.end {
      if graph.isAlive(id), graph.isTensor(id), adjointCounts[id] == nil {
        graph.forgetTensor(of: id)
      }
      id = NodeID(raw: id.raw + 1)
    }
  }

  private mutating func propagate(_ adjoint: Term, through id: NodeID) throws {
    let output = Term(graph, id)
    let inputs = graph.inputs(of: id).map { Term(graph, $0) }
    let operation = graph.operation(of: id)
    if operation.isCustom { return try propagateByRule(adjoint, through: id) }
    for (index, input) in inputs.enumerated() where isOnPath(input.id) {
      var local: LocalDerivative?
      var term: Term?
      _ = try graph.watchingDerivative(of: id, for: graph.plainOperand(adjoint.id)) {
        (term, local) = try operation.contribution(
          of: adjoint,
          inputs: inputs,
          output: output,
          index: index
        )
        return term.map { graph.plainOperand($0.id) }
      }
      guard let term else {
        graph.remarkStep(operation, at: id)
        continue
      }
      observer?(Contribution(consumer: id, inputIndex: index, local: local, term: term))
      try add(term, to: input.id)
    }
  }

  private mutating func propagateByRule(_ adjoint: Term, through id: NodeID) throws {
    let inputs = graph.inputs(of: id)
    let contributions = try graph.contributionsByRule(of: adjoint, through: id)
    for (index, term) in contributions.enumerated() where isOnPath(inputs[index]) {
      guard let term else { continue }
      observer?(Contribution(consumer: id, inputIndex: index, local: nil, term: term))
      try add(term, to: inputs[index])
    }
  }

  private mutating func add(_ term: Term, to id: NodeID) throws {
    set(try adjoints[id].map { try $0 + term } ?? term, of: id)
  }

  private func isOnPath(_ id: NodeID) -> Bool {
    members?.contains(id) ?? graph.isMarked(id)
  }
}

extension Operation {
  /// What the cotangent of the output contributes to one input; nil where that is zero throughout.
  func contribution(
    of cotangent: Term,
    inputs: [Term],
    output: Term,
    index: Int
  ) throws -> (term: Term?, local: LocalDerivative?) {
    let input = inputs[index]
    switch family {
    case .leaf, .unary(_, derivative: nil), .elementwise(_, derivative: nil),
      .binary(_, derivatives: nil):
      return (nil, nil)
    case .unary(_, let derivative?), .elementwise(_, let derivative?):
      let local = try derivative(input, output)
      return (try cotangent.scaled(by: local)?.summed(to: input.shape), local)
    case .binary(_, let derivatives?):
      let rule = index == 0 ? derivatives.left : derivatives.right
      let local = try rule(inputs[0], inputs[1], output)
      let term = try cotangent.scaled(by: local)?.broadcast(to: output.shape)
      return (try term?.summed(to: input.shape).cast(to: input.dtype), local)
    case .linear(let rule):
      return (try rule.transpose(cotangent, inputs, index), nil)
    case .general(let rule):
      return (try rule.pullback(cotangent, inputs, output, index), nil)
    case .custom:
      preconditionFailure("the pass asks a user's rule once for all operands")
    }
  }
}
