import TensorCore

/// What a recorded function computes, as a straight run of steps from its operands to its results.
///
/// Steps on single numbers form programs of their own. A run that meets anything but finite numbers, or a guard
/// that does not hold, gives nothing: the function is then run in the ordinary way, which says what there is to say.
final class Plan {
  /// Where a step finds an operand, or a result lies.
  enum Place {
    case register(ScalarProgram.Register)
    /// A register with the answer to a question.
    case answer(ScalarProgram.Register)
    case slot(Int)
    case constant(Operand)
  }

  /// What is done where operands or results are no single numbers.
  enum Action {
    case operation(Operation, [Place])
    /// Elementwise steps in one pass, on tensors and numbers.
    case block(BlockProgram.Compiled, [Place], [Place])
  }

  struct Step {
    let action: Action
    let results: [Place]
    /// The slots that nothing reads after this step.
    let released: [Int]
  }

  /// A stretch of the program and the steps that follow it.
  struct Stretch {
    let numbers: Range<Int>
    /// What registers of the stretch have to hold for the plan to be the right one.
    let guards: [(register: ScalarProgram.Register, bits: UInt64)]
    let step: Step?
  }

  private let kinds: [Kind]
  private let operands: [Place?]
  private let parameters: [(parameter: Parameter, place: Place)]
  private let conditions: [(source: any Versioned, version: UInt)]
  private let stretches: [Stretch]
  private let questions: [(slot: Int, answer: Bool)]
  private let program: ScalarProgram
  private let results: [Place]
  private var slots: [Operand?]
  /// What the caller wants to know again when the plan has run.
  let form: AnyObject?

  /// How many steps on numbers pass between two looks at the interruption flag.
  private static let pollInterval = 1 << 16

  init(_ compiler: consuming PlanCompiler, form: AnyObject?) {
    kinds = compiler.kinds
    operands = compiler.operandPlaces
    parameters = compiler.parameterPlaces
    conditions = compiler.conditions
    stretches = compiler.stretches
    questions = compiler.questions
    program = compiler.program
    results = compiler.resultPlaces
    slots = [Operand?](repeating: nil, count: compiler.slotCount)
    self.form = form
  }

  /// Whether what the function read outside of the engine is still what it was.
  var isCurrent: Bool { conditions.allSatisfy { $0.source.version == $0.version } }

  /// Whether the operands are of the kinds that the plan was made for.
  func accepts(_ given: [Operand]) -> Bool {
    guard given.count == kinds.count else { return false }
    for position in kinds.indices {
      switch given[position] {
      case .number(let number): if !number.isFinite || kinds[position] != .number { return false }
      case .tensor(let tensor):
        let kind = kinds[position]
        if tensor.dtype != kind.dtype || tensor.shape != kind.shape { return false }
      case .variable: return false
      }
    }
    return true
  }

  /// The results for operands that the plan accepts; nil where the function has to be run.
  func run(_ given: [Operand], _ interruption: Interruption) -> [Operand]? {
    defer { forgetTensors() }
    for (operand, place) in zip(given, operands) {
      if let place { put(operand, at: place) }
    }
    for (parameter, place) in parameters { put(Operand(parameter.value), at: place) }
    for stretch in stretches where !runs(stretch, interruption) { return nil }
    for (slot, answer) in questions {
      guard let tensor = slots[slot]?.value, (tensor.scalar != 0) == answer else { return nil }
    }
    return try? results.map(operand)
  }

  private func runs(_ stretch: Stretch, _ interruption: Interruption) -> Bool {
    if !stretch.numbers.isEmpty {
      var start = stretch.numbers.lowerBound
      while start < stretch.numbers.upperBound {
        guard !interruption.isRequested else { return false }
        let end = min(start + Self.pollInterval, stretch.numbers.upperBound)
        program.run(start..<end)
        start = end
      }
      guard program.isFinite(after: stretch.numbers) else { return false }
    }
    for (register, bits) in stretch.guards where program[register].bitPattern != bits {
      return false
    }
    guard let step = stretch.step else { return true }
    guard !interruption.isRequested, let results = try? results(of: step.action, interruption)
    else { return false }
    for (result, place) in zip(results, step.results) { put(result, at: place) }
    for slot in step.released { slots[slot] = nil }
    return true
  }

  /// What a step computes; nil where that is not finite throughout.
  private func results(of action: Action, _ interruption: Interruption) throws -> [Operand]? {
    switch action {
    case .operation(let operation, let operands):
      let result = try operation.value(of: operands.map(operand), interruption)
      return result.isFinite ? [result] : nil
    case .block(let program, let tensors, let numbers):
      let output = try program.run(
        tensors.map { try operand($0).value },
        numbers: numbers.map { try operand($0).value.scalar },
        checksFinite: true,
        interruption: interruption
      )
      return output.isFinite ? output.tensors.map { Operand($0) } : nil
    }
  }

  private func operand(_ place: Place) throws -> Operand {
    switch place {
    case .answer(let register): return .tensor(try Tensor(program[register]).cast(to: .bool))
    case .register(let register): return .number(program[register])
    case .constant(let operand): return operand
    case .slot(let slot):
      guard let operand = slots[slot] else { preconditionFailure("a plan reads what it has made") }
      return operand
    }
  }

  private func put(_ operand: Operand, at place: Place) {
    switch (place, operand) {
    case (.register(let register), .number(let number)): program[register] = number
    case (.slot(let slot), _): slots[slot] = operand
    case (.register(let register), _), (.answer(let register), _):
      program[register] = operand.value.scalar
    case (.constant, _): break
    }
  }

  private func forgetTensors() {
    for slot in slots.indices { slots[slot] = nil }
  }
}
