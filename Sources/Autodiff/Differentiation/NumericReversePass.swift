import TensorCore

/// A backward pass whose result nobody differentiates: it appends nothing and keeps only numbers.
///
/// Rule by rule it computes the same bits as `ReversePass`.
struct NumericReversePass {
  let graph: Graph
  private let path: [NodeID]
  private var numbers: [Double]
  private var isReached: [Bool]
  private var columns: MarkedColumns
  /// The adjoints that are tensors; empty as long as there is none.
  private var tensors: [Tensor?] = []

  /// Prepares a pass from `output` to the `wanted` nodes, which have been expanded.
  init(_ graph: Graph, from output: NodeID, wanted: [NodeID]) {
    self.graph = graph
    path = graph.path(from: wanted, to: output)
    numbers = [Double](repeating: 0, count: path.count)
    isReached = [Bool](repeating: false, count: path.count)
    columns = MarkedColumns(graph, output)
  }

  /// How many number steps pass between two looks at the interruption flag.
  private static let pollInterval = 1024

  /// The adjoints of the wanted nodes for a cotangent of the output; nil where it doesn't depend on them.
  mutating func run(seed: Operand, wanted: [NodeID]) throws -> [Operand?] {
    guard !path.isEmpty else { return wanted.map { _ in nil } }
    let places = wanted.map { graph.place(of: $0) }
    let kept = Set(places.compactMap { $0 })
    try add(seed, at: 0)
    for place in path.indices where isReached[place] {
      if place % Self.pollInterval == 0 { try graph.interruption.check() }
      if !propagateNumber(from: place),
        try kept.contains(place) || !propagateElements(from: place)
      {
        try propagate(from: place)
      }
      if !tensors.isEmpty, !kept.contains(place) { tensors[place] = nil }
    }
    return places.map { place in
      guard let place, isReached[place] else { return nil }
      return adjoint(at: place)
    }
  }

  func adjoint(at place: Int) -> Operand {
    if !tensors.isEmpty, let tensor = tensors[place] { return .tensor(tensor) }
    return .number(numbers[place])
  }

  /// The step through an elementwise operation on numbers; false for any other.
  private mutating func propagateNumber(from place: Int) -> Bool {
    columns.enter(path[place])
    let node = columns.node(path[place])
    guard node.pointee.kind == .number, let operation = node.pointee.operation else { return false }
    return operation._withUnsafeGuaranteedRef {
      $0.isLeaf || propagateNumber(from: place, node, through: $0)
    }
  }

  private mutating func propagateNumber(
    from place: Int,
    _ node: UnsafeMutablePointer<Node>,
    through operation: Operation
  ) -> Bool {
    guard operation.number >= 0 else { return false }
    let (left, right) = (node.pointee.first, node.pointee.second)
    let first = graph.node(left)
    guard first.pointee.kind == .number else { return false }
    let (a, y) = (first.pointee.scalar, node.pointee.scalar)
    let (number, cotangent) = (operation.number, numbers[place])
    guard right != .none else {
      guard graph.localRules.prepares(operation, by: 0),
        let derivative = graph.localRules.derivative(of: number, by: 0, a, 0, y)
      else { return false }
      addNumber(cotangent, times: derivative, number, 0, to: left, through: path[place])
      return true
    }
    let second = graph.node(right)
    guard second.pointee.kind == .number else { return false }
    let b = second.pointee.scalar
    let hasFirst = columns.place(of: left) != nil
    let hasSecond = columns.place(of: right) != nil
    if hasFirst, !graph.localRules.prepares(operation, by: 0) { return false }
    if hasSecond, !graph.localRules.prepares(operation, by: 1) { return false }
    let byFirst = hasFirst ? graph.localRules.derivative(of: number, by: 0, a, b, y) : 0
    let bySecond = hasSecond ? graph.localRules.derivative(of: number, by: 1, a, b, y) : 0
    guard let byFirst, let bySecond else { return false }
    if hasFirst {
      addNumber(cotangent, times: byFirst, number, 0, to: left, through: path[place])
    }
    if hasSecond {
      addNumber(cotangent, times: bySecond, number, 1, to: right, through: path[place])
    }
    return true
  }

  private mutating func addNumber(
    _ cotangent: Double,
    times derivative: Double,
    _ operation: Int,
    _ index: Int,
    to input: NodeID,
    through consumer: NodeID
  ) {
    guard let place = columns.place(of: input) else { return }
    guard let term = graph.localRules.product(cotangent, derivative, of: operation, by: index)
    else {
      return graph.remarkStep(graph.operation(of: consumer), at: consumer)
    }
    if !term.isFinite, cotangent.isFinite {
      let count = graph.nonFiniteNotes.notes.count
      graph.noteDerivative(of: consumer, result: derivative, replacing: count)
    }
    numbers[place] = isReached[place] ? numbers[place] + term : term
    isReached[place] = true
  }

  /// The step through any operation.
  private mutating func propagate(from place: Int) throws {
    let id = path[place]
    let operation = graph.operation(of: id)
    guard operation !== Operation.leaf else { return }
    try graph.interruption.check()
    let inputs = graph.inputs(of: id)
    let cotangent = adjoint(at: place)
    for (index, input) in inputs.enumerated() {
      guard let target = graph.place(of: input) else { continue }
      let term = try graph.watchingDerivative(of: id, for: cotangent) {
        try contribution(of: operation, cotangent, id, inputs, index)
      }
      guard let term else {
        graph.remarkStep(operation, at: id)
        continue
      }
      try add(term, at: target)
    }
  }

  /// What an operation adds to the adjoint of one input; nil where the derivative is zero throughout.
  private func contribution(
    of operation: Operation,
    _ cotangent: Operand,
    _ id: NodeID,
    _ inputs: [NodeID],
    _ index: Int
  ) throws -> Operand? {
    if let rule = graph.localRules.rule(of: operation, by: index),
      let known = try elementwise(rule, cotangent, id, inputs, index)
    {
      return known.term
    }
    return try recorded(operation, cotangent, id, inputs, index)
  }

  /// What an operation adds to an adjoint; nothing where the derivative is zero throughout.
  private struct Contribution {
    let term: Operand?
  }

  /// The contribution of an elementwise operation; nil where its rule has no program.
  private func elementwise(
    _ rule: LocalRule,
    _ cotangent: Operand,
    _ id: NodeID,
    _ inputs: [NodeID],
    _ index: Int
  ) throws -> Contribution? {
    let term: Operand
    switch rule {
    case .zero: return Contribution(term: nil)
    case .one: term = cotangent
    case .minusOne: term = Operand(try UnaryKernel.negate.apply(to: cotangent.value))
    case .program, .absorbing:
      guard
        let factor = try rule.value(
          graph.plainOperand(inputs[0]),
          graph.plainOperand(inputs[inputs.count - 1]),
          graph.plainOperand(id)
        )
      else { return nil }
      term = Operand(try rule.kernel.apply(to: cotangent.value, factor.value))
    case .native, .unavailable: return nil
    }
    let kind = graph.kind(of: inputs[index])
    let whole = try term.value.broadcast(to: graph.kind(of: id).shape)
    var sum = try whole.summed(to: kind.shape)
    if inputs.count == 2, kind.dtype != .bool { sum = try sum.cast(to: kind.dtype) }
    return Contribution(term: Operand(sum))
  }

  /// The contribution by the operation's own rule, on the graph, of which nothing stays.
  private func recorded(
    _ operation: Operation,
    _ cotangent: Operand,
    _ id: NodeID,
    _ inputs: [NodeID],
    _ index: Int
  ) throws -> Operand? {
    let mark = graph.end
    let before = graph.recordsHistory
    graph.recordsHistory = false
    defer {
      graph.recordsHistory = before
      graph.sweep(from: mark)
    }
    let term = try operation.contribution(
      of: Term(graph, graph.constant(cotangent)),
      inputs: inputs.map { Term(graph, $0) },
      output: Term(graph, id),
      index: index
    ).term
    return term.map { graph.plainOperand($0.id) }
  }

  /// The node that a place of the path stands for.
  func node(at place: Int) -> NodeID { path[place] }

  /// Takes the adjoint of a place out of the pass, so that it can be changed in place; nil for a number.
  mutating func takeTensor(at place: Int) -> Tensor? {
    guard !tensors.isEmpty, isReached[place] else { return nil }
    defer { tensors[place] = nil }
    return tensors[place]
  }

  /// Gives a place its adjoint.
  mutating func put(_ tensor: Tensor, at place: Int) {
    if tensors.isEmpty { tensors = [Tensor?](repeating: nil, count: path.count) }
    tensors[place] = tensor
    isReached[place] = true
  }

  mutating func add(_ term: Operand, at place: Int) throws {
    if case .number(let number) = term, tensors.isEmpty || tensors[place] == nil {
      numbers[place] = isReached[place] ? numbers[place] + number : number
      isReached[place] = true
      return
    }
    if tensors.isEmpty { tensors = [Tensor?](repeating: nil, count: path.count) }
    tensors[place] =
      try isReached[place]
      ? BinaryKernel.add.apply(to: adjoint(at: place).value, term.value) : term.value
    isReached[place] = true
  }
}
