import TensorCore

/// Makes a plan of what a recording left in the graph.
///
/// Only what leads to a result or a guard is taken, equal steps once. Steps on numbers come as early as their
/// operands allow, so that few stretches of them stand between the other steps.
struct PlanCompiler {
  private(set) var kinds: [Kind] = []
  private(set) var operandPlaces: [Plan.Place?] = []
  /// The operands that have to be the very same, by their positions.
  private(set) var readInputs: [Int: Tensor] = [:]
  private(set) var parameterPlaces: [(parameter: Parameter, place: Plan.Place)] = []
  private(set) var sourcePlaces: [(source: any RecordedSource, kind: Kind, place: Plan.Place?)] = []
  /// The parameters that were read, needed or not.
  private(set) var readParameters: [Parameter] = []
  /// The parameters that are set.
  private(set) var settings: [Parameter] = []
  private(set) var targets: [any RecordedTarget] = []
  /// How results were computed that derivatives can be taken of; nil where all of them are plain.
  private(set) var history: PlannedHistory?
  private(set) var conditions: [(source: any Versioned, version: UInt)] = []
  private(set) var resultPlaces: [Plan.Place] = []
  private(set) var program = TensorProgram()

  /// Where the program has a node.
  private enum Place {
    case register(ScalarProgram.Register)
    /// A register with the answer to a question.
    case answer(ScalarProgram.Register)
    case value(TensorProgram.Value)
  }

  private let slice: PlanSlice
  private let order: PlanSchedule
  private var places: [Place?]
  private var constants: [(bits: UInt64, register: ScalarProgram.Register)] = []
  private var constantIndex = HashIndex()
  private var waiting: WaitingSteps

  /// Reads what a recording computed.
  ///
  /// Results that are `open` can be differentiated by parameters.
  ///
  /// - Returns: nil where an operation has no place in a plan.
  init?(_ graph: Graph, _ recording: Recording, results: [Operand], isOpen: [Bool]) {
    let all = results + recording.changes.map(\.value)
    guard let slice = PlanSlice(graph, recording, results: all) else { return nil }
    if isOpen.contains(true) {
      guard let history = PlannedHistory(graph, recording, results, isOpen: isOpen) else {
        return nil
      }
      self.history = history
    }
    targets = recording.changes.map(\.target)
    readParameters = recording.parameters.map(\.parameter)
    settings = recording.settings.map(\.parameter)
    self.slice = slice
    order = PlanSchedule(slice)
    places = [Place?](repeating: nil, count: slice.nodes.count)
    waiting = WaitingSteps(count: slice.nodes.count)
    kinds = recording.inputs.map { graph.kind(of: $0.id) }
    readInputs = recording.readInputs
    conditions = recording.conditions
    do {
      try write(recording, graph)
    } catch {
      return nil
    }
  }

  private mutating func write(_ recording: Recording, _ graph: Graph) throws {
    var inputCount = 0
    operandPlaces = recording.inputs.map { input($0, &inputCount) }
    for (parameter, value) in recording.parameters {
      guard let place = input(value, &inputCount) else { continue }
      parameterPlaces.append((parameter, place))
    }
    for (source, value) in recording.sources {
      sourcePlaces.append((source, graph.kind(of: value.id), input(value, &inputCount)))
    }
    holdNumbers()
    try schedule(guards: guards(recording, graph))
    for (question, answer) in recording.answers {
      let reference = slice.reference(to: question.id, graph)
      if case .node(let position) = reference, case .value(let value)? = places[position] {
        program.require(answer, of: value)
      }
    }
    for result in slice.results { output(result) }
  }

  // MARK: - Places

  /// What a leaf's value is put into; nil for one that nothing needs.
  private mutating func input(_ leaf: Variable, _ inputCount: inout Int) -> Plan.Place? {
    guard let position = slice.position(of: leaf.id) else { return nil }
    if slice.nodes[position].isNumber {
      let register = program.numbers.hold(0)
      places[position] = .register(register)
      return .register(register)
    }
    places[position] = .value(program.input(like: leaf.value))
    inputCount += 1
    return .tensor(inputCount - 1)
  }

  /// Gives every number that no step on numbers computes its register.
  ///
  /// Constants stand before the results of steps, of which each run looks whether they are finite.
  private mutating func holdNumbers() {
    for position in slice.nodes.indices {
      if slice.nodes[position].isScalarStep {
        slice.nodes[position].operands.forEachConstant { operand in
          if case .number(let number) = operand {
            _ = register(holding: number)
          } else {
            _ = register(holding: operand.value.scalar)
          }
        }
      } else if slice.nodes[position].isNumber, slice.nodes[position].operation != nil {
        places[position] = .register(program.numbers.hold(0))
      }
    }
    holdInfinities()
  }

  /// Gives constants that are not finite their registers before the first step: among results they would pass for one.
  private mutating func holdInfinities() {
    for position in slice.nodes.indices where slice.nodes[position].isScalarStep {
      for index in 0..<slice.nodes[position].operands.count {
        if case .constant(.number(let number)) = slice.nodes[position].operands[index],
          !number.isFinite
        {
          _ = register(holding: number)
        }
      }
    }
  }

  private mutating func register(of reference: PlanSlice.Reference) -> ScalarProgram.Register {
    switch reference {
    case .node(let position):
      switch places[position] {
      case .register(let register), .answer(let register): return register
      case .value, nil: preconditionFailure("a program computes with numbers that are there")
      }
    case .constant(.number(let number)): return register(holding: number)
    case .constant(let operand): return register(holding: operand.value.scalar)
    }
  }

  private mutating func register(holding number: Double) -> ScalarProgram.Register {
    let bits = number.bitPattern
    var hash = MixedHash()
    hash.combine(bits)
    if let known = constantIndex.first(hash.value, where: { constants[$0].bits == bits }) {
      return constants[known].register
    }
    let register = program.numbers.hold(number)
    constantIndex.insert(constants.count, hash.value)
    constants.append((bits, register))
    return register
  }

  /// What steps on tensors take for an operand.
  private mutating func value(of reference: PlanSlice.Reference) throws -> TensorProgram.Value {
    switch reference {
    case .constant(let operand): return program.constant(operand.value)
    case .node(let position):
      switch places[position] {
      case .value(let value): return value
      case .register(let register): return program.number(register)
      case .answer(let register): return try program.cast(program.number(register), to: .bool)
      case nil: preconditionFailure("a plan computes operands first")
      }
    }
  }

  private mutating func output(_ reference: PlanSlice.Reference) {
    switch reference {
    case .constant(let operand): resultPlaces.append(.constant(operand))
    case .node(let position):
      switch places[position] {
      case .register(let register): resultPlaces.append(.register(register))
      case .answer(let register): resultPlaces.append(.answer(register))
      case .value(let value):
        resultPlaces.append(.tensor(program.outputCount))
        program.output(value)
      case nil: preconditionFailure("a plan computes its results")
      }
    }
  }

  // MARK: - Steps

  /// What nodes have to hold for the plan to be the right one, by the position of the node.
  private func guards(_ recording: Recording, _ graph: Graph) -> [Int: UInt64] {
    var guards: [Int: UInt64] = [:]
    for (question, answer) in recording.answers {
      guard case .node(let position) = slice.reference(to: question.id, graph),
        slice.nodes[position].isNumber
      else { continue }
      guards[position] = (answer ? 1.0 : 0.0).bitPattern
    }
    for (number, value) in recording.readings {
      guard case .node(let position) = slice.reference(to: number.id, graph) else { continue }
      guards[position] = value.bitPattern
    }
    return guards
  }

  private mutating func schedule(guards: [Int: UInt64]) throws {
    var levels = [[Int]](repeating: [], count: order.steps.count + 1)
    for position in slice.nodes.indices where slice.nodes[position].isScalarStep {
      levels[order.levels[position]].append(position)
    }
    var asked = [[Int]](repeating: [], count: order.steps.count + 1)
    // What is known before the first stretch is asked for in it.
    for position in guards.keys.sorted() { asked[order.levels[position]].append(position) }
    for (level, positions) in levels.enumerated() {
      let start = program.numbers.count
      emit(positions)
      program.run(start..<program.numbers.count)
      for position in asked[level] {
        guard let bits = guards[position] else { continue }
        switch places[position] {
        case .register(let register), .answer(let register): program.require(bits, in: register)
        case .value, nil: continue
        }
      }
      if level < order.steps.count { try write(order.steps[level]) }
    }
  }

  /// Writes a step on tensors.
  private mutating func write(_ step: PlanSchedule.Step) throws {
    switch step {
    case .single(let position):
      if slice.isAddedInPlace(position) { return }
      put(try result(at: position), at: position)
    case .block(let block):
      let tensors = try block.tensors.map { try value(of: $0) }
      let numbers = block.numbers.map { register(of: $0) }.map { program.number($0) }
      let results = try program.block(block.program, tensors, numbers)
      for (position, result) in zip(block.results, results) { put(result, at: position) }
    }
  }

  /// Notes the result of a step; numbers go where steps on numbers find them.
  private mutating func put(_ result: TensorProgram.Value, at position: Int) {
    if case .register(let register)? = places[position] {
      program.store(result, in: register)
    } else {
      places[position] = .value(result)
    }
  }

  private mutating func result(at position: Int) throws -> TensorProgram.Value {
    let node = slice.nodes[position]
    guard let operation = node.operation else {
      preconditionFailure("a plan is given its leaves")
    }
    if let index = node.scattered { return try accumulated(node, index) }
    let operands = try node.operands.map { try value(of: $0) }
    let isEmpty =
      node.kind.shape.count == 0 || operands.contains { program.shape(of: $0).count == 0 }
    if !isEmpty, let rule = operation.program {
      return try rule.write(&program, operands)
    }
    let numbers = node.operands.map { slice.kind(of: $0) == .number }
    return program.call(operands, node.kind.shape, node.kind.dtype) { tensors, interruption in
      let operands = zip(tensors, numbers).map { $1 ? .number($0.scalar) : Operand.tensor($0) }
      return try operation.value(of: operands, interruption).value
    }
  }

  /// A sum of which one operand is added where it is scattered to.
  private mutating func accumulated(
    _ node: PlanSlice.Node,
    _ index: Int
  ) throws -> TensorProgram.Value {
    let (scattered, other) = (node.nodeOperands[index], node.nodeOperands[1 - index])
    guard let parts = slice.nodes[scattered].operation?.program?.added else {
      preconditionFailure("what is added in place is scattered")
    }
    let isSum = slice.nodes[other].scattered != nil
    let isClean = isSum || slice.nodes[other].operation?.program?.added != nil
    return try program.add(
      value(of: slice.nodes[scattered].operands[0]),
      at: Selection(parts, in: node.kind.shape),
      to: value(of: .node(other)),
      isClean: isClean
    )
  }

  // MARK: - Programs

  /// Writes steps on numbers; equal functions of numbers that do not wait for each other become one step.
  private mutating func emit(_ positions: [Int]) {
    for position in positions {
      guard let kernel = slice.nodes[position].groupedKernel,
        case .node(let operand) = slice.nodes[position].operands.first
      else { continue }
      waiting.add(kernel, at: position, of: operand, isKnown: places[operand] != nil)
    }
    for position in positions where places[position] == nil && !waiting.holds(position) {
      for index in 0..<slice.nodes[position].operands.count {
        if case .node(let operand) = slice.nodes[position].operands[index], places[operand] == nil {
          settle(operand)
        }
      }
      place(step(position), at: position)
    }
    while let batch = waiting.next() { emit(batch) }
  }

  /// Writes the functions that a number waits for, and the number itself.
  private mutating func settle(_ position: Int) {
    var chain = [position]
    while let last = chain.last, case .node(let operand) = slice.nodes[last].operands.first,
      places[operand] == nil
    {
      chain.append(operand)
    }
    while let next = chain.popLast() {
      if places[next] == nil { emit(waiting.batch(of: next)) }
    }
  }

  private mutating func emit(_ batch: WaitingSteps.Batch) {
    let operands = batch.positions.map { register(of: slice.nodes[$0].operands.first) }
    let first = program.numbers.append(batch.kernel, each: operands)
    for (offset, position) in batch.positions.enumerated() {
      place(first + ScalarProgram.Register(offset), at: position)
    }
  }

  private mutating func place(_ register: ScalarProgram.Register, at position: Int) {
    let isTest = slice.nodes[position].operation?.isTest ?? false
    places[position] = isTest ? .answer(register) : .register(register)
    waiting.add(consumersOf: position)
  }

  private mutating func step(_ position: Int) -> ScalarProgram.Register {
    let first = register(of: slice.nodes[position].operands.first)
    switch slice.nodes[position].scalarKernel {
    case .unary(let kernel): return program.numbers.append(kernel, first)
    case .binary(let kernel):
      let second = register(of: slice.nodes[position].operands[1])
      return program.numbers.append(kernel, first, second)
    case nil:
      guard slice.nodes[position].operands.count > 1 else {
        return program.numbers.appendStep(first)
      }
      let a = register(of: slice.nodes[position].operands[1])
      let b = register(of: slice.nodes[position].operands[2])
      return program.numbers.appendChoice(first, a, b)
    }
  }
}
