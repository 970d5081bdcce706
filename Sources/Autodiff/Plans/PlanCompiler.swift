import TensorCore

/// Makes a plan of what a recording left in the graph.
///
/// Only what leads to a result or a guard is taken, equal steps once. Steps on numbers come as early as their
/// operands allow, so that few stretches of them stand between the other steps.
struct PlanCompiler {
  private(set) var kinds: [Kind] = []
  private(set) var operandPlaces: [Plan.Place?] = []
  private(set) var parameterPlaces: [(parameter: Parameter, place: Plan.Place)] = []
  private(set) var conditions: [(source: any Versioned, version: UInt)] = []
  private(set) var stretches: [Plan.Stretch] = []
  private(set) var questions: [(slot: Int, answer: Bool)] = []
  private(set) var resultPlaces: [Plan.Place] = []
  private(set) var slotCount = 0
  let program = ScalarProgram()

  private let slice: PlanSlice
  private let order: PlanSchedule
  private var places: [Plan.Place?]
  private var constants: [UInt64: ScalarProgram.Register] = [:]

  /// Reads what a recording computed.
  ///
  /// - Returns: nil where an operation has no place in a plan.
  init?(_ graph: Graph, _ recording: Recording, results: [Operand]) {
    guard let slice = PlanSlice(graph, recording, results: results) else { return nil }
    self.slice = slice
    order = PlanSchedule(slice)
    places = [Plan.Place?](repeating: nil, count: slice.nodes.count)
    kinds = recording.inputs.map { graph.kind(of: $0.id) }
    conditions = recording.conditions
    holdNumbers()
    operandPlaces = recording.inputs.map { slice.position(of: $0.id).flatMap { places[$0] } }
    for (parameter, value) in recording.parameters {
      guard let position = slice.position(of: value.id), let place = places[position] else {
        continue
      }
      parameterPlaces.append((parameter, place))
    }
    schedule(guards: guards(recording, graph))
    resultPlaces = slice.results.map(place)
    for (question, answer) in recording.answers {
      if case .slot(let slot) = place(slice.reference(to: question.id, graph)) {
        questions.append((slot, answer))
      }
    }
  }

  // MARK: - Places

  /// Gives every leaf its place, and every number that no program computes.
  private mutating func holdNumbers() {
    for position in stored() {
      let node = slice.nodes[position]
      if node.isNumber {
        places[position] = .register(program.hold(0))
      } else {
        places[position] = .slot(slotCount)
        slotCount += 1
      }
    }
    for node in slice.nodes where node.isScalarStep {
      for case .constant(let operand) in node.operands { _ = register(of: .constant(operand)) }
    }
  }

  /// The leaves, and what steps on tensors leave for others.
  private func stored() -> [Int] {
    let leaves = slice.nodes.indices.filter { slice.nodes[$0].operation == nil }
    return leaves
      + order.steps.flatMap { step in
        switch step {
        case .single(let position): [position]
        case .block(let block): block.results
        }
      }
  }

  private func place(_ reference: PlanSlice.Reference) -> Plan.Place {
    switch reference {
    case .constant(let operand): return .constant(operand)
    case .node(let position):
      guard let place = places[position] else {
        preconditionFailure("a plan computes operands first")
      }
      return place
    }
  }

  private mutating func register(of reference: PlanSlice.Reference) -> ScalarProgram.Register {
    switch place(reference) {
    case .register(let register), .answer(let register): return register
    case .slot: preconditionFailure("a program computes with numbers")
    case .constant(let operand):
      let number = operand.value.scalar
      if let known = constants[number.bitPattern] { return known }
      let register = program.hold(number)
      constants[number.bitPattern] = register
      return register
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

  private mutating func schedule(guards: [Int: UInt64]) {
    var levels = [[Int]](repeating: [], count: order.steps.count + 1)
    for position in slice.nodes.indices where slice.nodes[position].isScalarStep {
      levels[order.levels[position]].append(position)
    }
    let lastUses = lastUses()
    for (level, positions) in levels.enumerated() {
      let start = program.count
      emit(positions)
      // What is known before the first stretch is asked for in it.
      let own = guards.filter { order.levels[$0.key] == level }
      stretches.append(
        Plan.Stretch(
          numbers: start..<program.count,
          guards: own.compactMap { guarded in
            switch places[guarded.key] {
            case .register(let register), .answer(let register): (register, guarded.value)
            case .slot, .constant, nil: nil
            }
          },
          step: level < order.steps.count ? step(level, lastUses) : nil
        )
      )
    }
  }

  /// What a step reads.
  private func operands(of step: PlanSchedule.Step) -> [PlanSlice.Reference] {
    switch step {
    case .single(let position): slice.nodes[position].operands
    case .block(let block): block.tensors + block.numbers
    }
  }

  /// The number of the last step that reads each node; past the end for what a result or a guard needs.
  private func lastUses() -> [Int: Int] {
    var uses: [Int: Int] = [:]
    for (number, step) in order.steps.enumerated() {
      for case .node(let operand) in operands(of: step) { uses[operand] = number }
    }
    for position in slice.roots { uses[position] = .max }
    return uses
  }

  private func step(_ number: Int, _ lastUses: [Int: Int]) -> Plan.Step? {
    let step = order.steps[number]
    var released: Set<Int> = []
    for case .node(let operand) in operands(of: step) where lastUses[operand] == number {
      if case .slot(let slot)? = places[operand] { released.insert(slot) }
    }
    switch step {
    case .single(let position):
      let node = slice.nodes[position]
      guard let operation = node.operation, let result = places[position] else { return nil }
      return Plan.Step(
        action: .operation(operation, node.operands.map(place)),
        results: [result],
        released: released.sorted()
      )
    case .block(let block):
      return Plan.Step(
        action: .block(block.program, block.tensors.map(place), block.numbers.map(place)),
        results: block.results.compactMap { places[$0] },
        released: released.sorted()
      )
    }
  }

  // MARK: - Programs

  /// Writes steps on numbers; equal functions of numbers that do not wait for each other become one step.
  private mutating func emit(_ positions: [Int]) {
    var waiting = WaitingSteps(positions, slice, isKnown: { places[$0] != nil })
    for position in positions {
      guard places[position] == nil else { continue }
      if waiting.holds(position) { continue }
      for case .node(let operand) in slice.nodes[position].operands where places[operand] == nil {
        settle(operand, &waiting)
      }
      let register = step(position)
      place(register, at: position, &waiting)
    }
    while let batch = waiting.next() { emit(batch, &waiting) }
  }

  /// Writes the functions that a number waits for, and the number itself.
  private mutating func settle(_ position: Int, _ waiting: inout WaitingSteps) {
    var chain = [position]
    while let last = chain.last, case .node(let operand) = slice.nodes[last].operands[0],
      places[operand] == nil
    {
      chain.append(operand)
    }
    while let next = chain.popLast() {
      if places[next] == nil { emit(waiting.batch(of: next), &waiting) }
    }
  }

  private mutating func emit(_ batch: WaitingSteps.Batch, _ waiting: inout WaitingSteps) {
    let operands = batch.positions.map { register(of: slice.nodes[$0].operands[0]) }
    let first = program.append(batch.kernel, each: operands)
    for (offset, position) in batch.positions.enumerated() {
      place(first + ScalarProgram.Register(offset), at: position, &waiting)
    }
  }

  private mutating func place(
    _ register: ScalarProgram.Register,
    at position: Int,
    _ waiting: inout WaitingSteps
  ) {
    let isTest = slice.nodes[position].operation?.isTest ?? false
    places[position] = isTest ? .answer(register) : .register(register)
    waiting.add(consumersOf: position, slice)
  }

  private mutating func step(_ position: Int) -> ScalarProgram.Register {
    let node = slice.nodes[position]
    let registers = node.operands.map { register(of: $0) }
    switch node.operation?.family {
    case .unary(let kernel, _): return program.append(kernel, registers[0])
    case .binary(let kernel, _): return program.append(kernel, registers[0], registers[1])
    case .elementwise: return program.appendStep(registers[0])
    default: return program.appendChoice(registers[0], registers[1], registers[2])
    }
  }
}
