import TensorCore

extension Graph {
  /// The result of an operation: plain for plain operands, else a variable that remembers it.
  public func apply(_ operation: Operation, _ inputs: [Operand]) throws -> Operand {
    let hasHistory = inputs.contains { $0.variable != nil }
    guard hasHistory else { return try operation.result(of: inputs, in: self) }
    try recording?.check(end)
    let mark = end
    do {
      let ids = inputs.map { $0.variable?.id ?? constant($0) }
      let id = try record(operation, ids)
      guard operation.isTest else { return wrapped(id) }
      if isWatched(id) { return wrapped(id) }
      if isRecorded(dependencySet(of: id)) { return question(id) }
      defer { sweep(from: mark) }
      return plainOperand(id)
    } catch {
      sweep(from: mark)
      throw error
    }
  }

  public func apply(_ operation: Operation, _ first: Operand) throws -> Operand {
    guard case .unary(let kernel, _) = operation.family, !kernel.isTest else {
      return try apply(operation, [first])
    }
    switch first {
    case .number(let x):
      let result = kernel.apply(to: x)
      if !result.isFinite { note(operation, [first], .number(result)) }
      return .number(result)
    case .variable(let variable):
      let node = node(variable.id).pointee
      guard node.kind == .number else { return try apply(operation, [first]) }
      let result = kernel.apply(to: node.scalar)
      if !result.isFinite { note(operation, [first], .number(result)) }
      let id = append(operation, variable.id, .none, .number, result, node.dependencies)
      return .variable(Variable(id, in: self))
    case .tensor: return try apply(operation, [first])
    }
  }

  public func apply(_ operation: Operation, _ first: Operand, _ second: Operand) throws -> Operand {
    try applyToNumbers(operation, first, second) ?? apply(operation, [first, second])
  }

  /// The result of an elementwise operation on two rank-0 float64; nil for any other operands.
  public func applyToNumbers(
    _ operation: Operation,
    _ first: Operand,
    _ second: Operand
  ) -> Operand? {
    guard case .binary(let kernel, _) = operation.family, !kernel.isComparison,
      let a = number(of: first), let b = number(of: second)
    else { return nil }
    let union = dependencies.union(dependencySet(of: first), dependencySet(of: second))
    guard !union.leftIsStale, !union.rightIsStale else { return nil }
    let result = kernel.apply(to: a, b)
    if !result.isFinite { note(operation, [first, second], .number(result)) }
    guard union.set != .empty else { return .number(result) }
    let id = append(operation, nodeID(of: first), nodeID(of: second), .number, result, union.set)
    return .variable(Variable(id, in: self))
  }

  /// The value of a plain or recorded rank-0 float64; nil for anything else.
  private func number(of operand: Operand) -> Double? {
    switch operand {
    case .number(let number): return number
    case .variable(let variable):
      let node = node(variable.id)
      return node.pointee.kind == .number ? node.pointee.scalar : nil
    case .tensor: return nil
    }
  }

  private func dependencySet(of operand: Operand) -> DependencySetID {
    if case .variable(let variable) = operand { return dependencySet(of: variable.id) }
    return .empty
  }

  private func nodeID(of operand: Operand) -> NodeID {
    operand.variable?.id ?? constant(operand)
  }

  /// A node as an operand, plain where nothing can be differentiated any more.
  func wrapped(_ id: NodeID) -> Operand {
    dependencySet(of: id) == .empty ? plainOperand(id) : .variable(Variable(id, in: self))
  }

  /// A node that holds a plain value.
  func constant(_ value: Operand) -> NodeID {
    guard case .number(let number) = value else {
      return append(.leaf, [], value: value, dependencies: .empty)
    }
    return constant(number: number)
  }

  /// A node that holds a plain number.
  func constant(number: Double) -> NodeID {
    let known = constantCache.candidate(for: number)
    if known != .none, isAlive(known) {
      let node = node(known).pointee
      if node.scalar.bitPattern == number.bitPattern, node.kind == .number { return known }
    }
    let id = append(.leaf, .none, .none, .number, number, .empty)
    constantCache.remember(id, for: number)
    return id
  }

  /// Appends an operation on nodes.
  ///
  /// An operand whose parameters have all been set again since, beside one that knows the newer values, counts as
  /// a constant; where nothing is left to differentiate by, only the value is kept.
  func record(_ operation: Operation, _ inputs: [NodeID]) throws -> NodeID {
    if let replaced = try recordReplacement(operation, inputs) { return replaced }
    var inputs = inputs
    let result = try operation.result(of: inputs.map { plainOperand($0) }, in: self)
    let set = mergeDependencies(&inputs)
    if set == .empty { return constant(result) }
    guard recordsHistory else {
      guard let recording, isRecorded(set) else { return constant(result) }
      return append(operation, inputs, value: result, dependencies: recording.set)
    }
    return append(operation, inputs, value: result, dependencies: set)
  }

  private func mergeDependencies(_ inputs: inout [NodeID]) -> DependencySetID {
    var set = DependencySetID.empty
    for index in inputs.indices {
      let union = dependencies.union(set, dependencySet(of: inputs[index]))
      set = union.set
      if union.leftIsStale {
        for earlier in inputs[..<index].indices where dependencySet(of: inputs[earlier]) != .empty {
          makeConstant(&inputs[earlier], &set)
        }
      }
      if union.rightIsStale { makeConstant(&inputs[index], &set) }
    }
    return set
  }

  /// Puts what counts as a constant in the place of a node; one that is recorded stays so, and the set with it.
  private func makeConstant(_ input: inout NodeID, _ set: inout DependencySetID) {
    input = constantNode(for: input)
    set = dependencies.union(set, dependencySet(of: input)).set
  }
}

extension Operation {
  /// Whether the result is an answer, which nothing is differentiated through.
  var isTest: Bool {
    switch family {
    case .unary(let kernel, _): kernel.isTest
    case .binary(let kernel, _): kernel.isComparison
    case .general(let rule): rule.isTest
    case .leaf, .elementwise, .linear, .custom: false
    }
  }

  /// The plain result for plain operands; a note is taken where it ceases to be finite.
  func result(of inputs: [Operand], in graph: Graph) throws -> Operand {
    let result = try value(of: inputs, graph.interruption)
    if moves, inputs.allSatisfy({ $0.dtype == result.dtype }) { return result }
    if !result.isFinite { graph.note(self, inputs, result) }
    return result
  }

  /// The plain result for plain operands.
  func value(of inputs: [Operand], _ interruption: Interruption) throws -> Operand {
    switch family {
    case .leaf:
      preconditionFailure("a leaf is not computed")
    case .unary(let kernel, _):
      if case .number(let x) = inputs[0], !kernel.isTest { return .number(kernel.apply(to: x)) }
      return Operand(try kernel.apply(to: inputs[0].value, interruption))
    case .elementwise(let value, _):
      return Operand(try inputs[0].value.mapped(inStretches: value))
    case .binary(let kernel, _):
      if case .number(let a) = inputs[0], case .number(let b) = inputs[1], !kernel.isComparison {
        return .number(kernel.apply(to: a, b))
      }
      return Operand(try kernel.apply(to: inputs[0].value, inputs[1].value, interruption))
    case .linear(let rule):
      return Operand(try rule.value(inputs.map(\.value), interruption))
    case .general(let rule):
      return Operand(try rule.value(inputs.map(\.value), interruption))
    case .custom:
      return inputs[inputs.count - 1]
    }
  }
}

extension Operand {
  /// Whether a NaN stands in the value; nobody is told of the look.
  fileprivate var hasNaN: Bool {
    switch self {
    case .number(let number): number.isNaN
    case .tensor(let tensor): tensor.firstNaN != nil
    case .variable(let variable): variable.graph.value(of: variable.id).firstNaN != nil
    }
  }

  /// Whether a plain value holds neither NaN nor an infinity.
  public var isFinite: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .tensor(let tensor): tensor.allFinite
    case .variable(let variable): variable.isFinite
    }
  }
}

extension Graph {
  /// Remembers that an operation made a value that is not finite out of finite ones, or a NaN out of infinities that
  /// were there before the statement.
  func note(_ operation: Operation, _ inputs: [Operand], _ result: Operand) {
    if refuseRecording() { return }
    if inputs.allSatisfy(\.isFinite) {
      let position = result.value.firstNonFinite ?? 0
      nonFiniteNotes.add(makeNote(operation, inputs, result, position), at: origin)
    } else if nonFiniteNotes.notes.isEmpty, !inputs.contains(where: \.hasNaN),
      let position = result.value.firstNaN
    {
      nonFiniteNotes.add(makeNote(operation, inputs, result, position), at: origin)
    }
  }

  private func makeNote(
    _ operation: Operation,
    _ inputs: [Operand],
    _ result: Operand,
    _ position: Int
  ) -> NonFiniteNote {
    let value = result.value
    let operands = NotedOperand.operands(
      inputs.map(\.value),
      of: operation,
      at: position,
      in: value.shape
    )
    return NonFiniteNote(
      operation: operation.name,
      operands: operands,
      result: value[position],
      domain: operation.domain,
      isDerivative: false,
      origin: origin
    )
  }
}
