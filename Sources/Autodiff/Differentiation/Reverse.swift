import TensorCore

/// A backward pass: appends to the graph what the adjoints of an output are made of.
///
/// Ids are topological, so the pass walks them downwards, without recursion. Whoever starts the pass keeps what is
/// wanted of it and sweeps the rest.
struct ReversePass {
  let graph: Graph
  /// The adjoint of each node of the path, in its order.
  private var terms: [NodeID] = []
  private var path: [NodeID] = []
  /// Of how many nodes a term with a tensor is the adjoint.
  private var adjointCounts: [NodeID: Int] = [:]
  /// The places of the path, kept apart from the marks of searches that a user's rule may start.
  private var places: [NodeID: Int]?
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

  /// The adjoints of the nodes of the path, for an observer; else they go when they have been passed on.
  var adjoints: [NodeID: Term] {
    var found: [NodeID: Term] = [:]
    for (id, term) in zip(path, terms) where term != .none { found[id] = Term(graph, term) }
    return found
  }

  /// The adjoints of the `wanted` nodes for the cotangent `seed` of `output`; nil where it doesn't depend on them.
  mutating func run(from output: NodeID, seed: Term, wanted: [NodeID]) throws -> [Term?] {
    guard let lowest = wanted.min(), lowest <= output else { return wanted.map { _ in nil } }
    path = graph.path(from: wanted, to: output)
    terms = [NodeID](repeating: .none, count: path.count)
    if !graph.userRules.isEmpty {
      places = Dictionary(uniqueKeysWithValues: path.enumerated().map { ($1, $0) })
    }
    if !path.isEmpty { set(seed.id, at: 0) }
    let kept = Set(wanted.compactMap(place))
    let firstKept = kept.min() ?? path.count
    for (place, id) in path.enumerated() {
      guard terms[place] != .none, graph.operation(of: id) !== Operation.leaf else { continue }
      try graph.interruption.check()
      let mark = graph.end
      try propagate(Term(graph, terms[place]), through: id)
      guard observer == nil else { continue }
      if place < firstKept || !kept.contains(place) { set(.none, at: place) }
      forgetTensors(from: mark)
    }
    return wanted.map { id in
      guard let place = place(of: id), terms[place] != .none else { return nil }
      return Term(graph, terms[place])
    }
  }

  /// Changes the adjoint of a node; the tensor of a term that is nobody's adjoint any more goes.
  private mutating func set(_ term: NodeID, at place: Int) {
    let old = terms[place]
    terms[place] = term
    if term != .none, graph.isTensor(term) { adjointCounts[term, default: 0] += 1 }
    guard old != .none, !adjointCounts.isEmpty, let count = adjointCounts[old] else { return }
    adjointCounts[old] = count > 1 ? count - 1 : nil
    if count == 1, observer == nil { graph.forgetTensor(of: old) }
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
    let operation = graph.operation(of: id)
    if operation.isCustom { return try propagateByRule(adjoint, through: id) }
    if observer == nil, adjoint.isNumber, try propagateNumber(adjoint, through: id, operation) {
      return
    }
    let output = Term(graph, id)
    let inputs = graph.inputs(of: id).map { Term(graph, $0) }
    for (index, input) in inputs.enumerated() {
      guard let place = place(of: input.id) else { continue }
      let noteCount = graph.nonFiniteNotes.notes.count
      let (term, local) = try operation.contribution(
        of: adjoint,
        inputs: inputs,
        output: output,
        index: index
      )
      graph.checkDerivative(of: id, term?.id, for: adjoint.id, noteCount)
      guard let term else {
        graph.remarkStep(operation, at: id)
        continue
      }
      observer?(Contribution(consumer: id, inputIndex: index, local: local, term: term))
      try add(term, at: place)
    }
  }

  /// The step through an elementwise operation on numbers; false for any other.
  private mutating func propagateNumber(
    _ adjoint: Term,
    through id: NodeID,
    _ operation: Operation
  ) throws -> Bool {
    guard operation.number >= 0 else { return false }
    let node = graph.node(id).pointee
    let (first, second) = (node.first, node.second)
    guard node.kind == .number, !graph.isTensor(first), second == .none || !graph.isTensor(second)
    else { return false }
    let output = Term(graph, id)
    if let place = place(of: first) {
      let count = graph.nonFiniteNotes.notes.count
      let local = try operation.localDerivative(
        Term(graph, first),
        Term(graph, second == .none ? first : second),
        output,
        by: 0
      )
      try add(adjoint, times: local, at: place, through: id, operation, count)
    }
    if second != .none, let place = place(of: second) {
      let count = graph.nonFiniteNotes.notes.count
      let local = try operation.localDerivative(
        Term(graph, first),
        Term(graph, second),
        output,
        by: 1
      )
      try add(adjoint, times: local, at: place, through: id, operation, count)
    }
    return true
  }

  private mutating func add(
    _ adjoint: Term,
    times local: LocalDerivative,
    at place: Int,
    through id: NodeID,
    _ operation: Operation,
    _ noteCount: Int
  ) throws {
    let term = try adjoint.scaled(by: local)
    graph.checkDerivative(of: id, term?.id, for: adjoint.id, noteCount)
    guard let term else { return graph.remarkStep(operation, at: id) }
    try add(term, at: place)
  }

  private mutating func propagateByRule(_ adjoint: Term, through id: NodeID) throws {
    let inputs = graph.inputs(of: id)
    let contributions = try graph.contributionsByRule(of: adjoint, through: id)
    for (index, term) in contributions.enumerated() {
      guard let term, let place = place(of: inputs[index]) else { continue }
      observer?(Contribution(consumer: id, inputIndex: index, local: nil, term: term))
      try add(term, at: place)
    }
  }

  private mutating func add(_ term: Term, at place: Int) throws {
    let known = terms[place]
    set(known == .none ? term.id : try (Term(graph, known) + term).id, at: place)
  }

  /// Where a node stands in the path; nil off it.
  private func place(of id: NodeID) -> Int? { places.map { $0[id] } ?? graph.place(of: id) }
}

extension Operation {
  /// The derivative of an elementwise operation by one of its operands.
  func localDerivative(_ a: Term, _ b: Term, _ y: Term, by index: Int) throws -> LocalDerivative {
    switch family {
    case .unary(_, let derivative?): try derivative(a, y)
    case .binary(_, let derivatives?):
      try index == 0 ? derivatives.left(a, b, y) : derivatives.right(a, b, y)
    case .unary, .binary, .leaf, .elementwise, .linear, .general, .custom: .zero
    }
  }

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
      let term = try cotangent.scaled(by: local)
      return (input.isNumber ? term : try term?.summed(to: input.shape), local)
    case .binary(_, let derivatives?):
      let rule = index == 0 ? derivatives.left : derivatives.right
      let local = try rule(inputs[0], inputs[1], output)
      let term = try cotangent.scaled(by: local)
      if output.isNumber, input.isNumber { return (term, local) }
      let whole = try term?.broadcast(to: output.shape)
      return (try whole?.summed(to: input.shape).cast(to: input.dtype), local)
    case .linear(let rule):
      return (try rule.transpose(cotangent, inputs, index), nil)
    case .general(let rule):
      return (try rule.pullback(cotangent, inputs, output, index), nil)
    case .custom:
      preconditionFailure("the pass asks a user's rule once for all operands")
    }
  }
}
