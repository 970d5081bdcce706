import TensorCore

/// What a recorded function computes, as a program from its operands to its results.
///
/// A run that meets anything but finite numbers, or a guard that does not hold, gives nothing: the function is then run in
/// the ordinary way, which says what there is to say.
final class Plan {
  /// Where the program takes an operand, or leaves a result.
  enum Place {
    case register(ScalarProgram.Register)
    /// A register with the answer to a question.
    case answer(ScalarProgram.Register)
    /// The number of an input, or of what comes out.
    case tensor(Int)
    case constant(Operand)
  }

  private let kinds: [Kind]
  private let operands: [Place?]
  private let parameters: [(parameter: Parameter, place: Place)]
  private let conditions: [(source: any Versioned, version: UInt)]
  private let program: PreparedProgram
  private let results: [Place]
  /// What the caller wants to know again when the plan has run.
  let form: AnyObject?

  init(_ compiler: consuming PlanCompiler, form: AnyObject?) {
    kinds = compiler.kinds
    operands = compiler.operandPlaces
    parameters = compiler.parameterPlaces
    conditions = compiler.conditions
    results = compiler.resultPlaces
    program = compiler.program.prepared()
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
        if case .tensor(let input) = operands[position],
          !program.accepts(tensor, forInput: input)
        {
          return false
        }
      case .variable: return false
      }
    }
    return true
  }

  /// The results for operands that the plan accepts; nil where the function has to be run.
  func run(_ given: [Operand], _ interruption: Interruption) -> [Operand]? {
    var inputs: [Tensor] = []
    for position in given.indices {
      if let place = operands[position] { put(given[position], at: place, &inputs) }
    }
    for (parameter, place) in parameters {
      if case .tensor(let input) = place, !program.accepts(parameter.value, forInput: input) {
        return nil
      }
      put(Operand(parameter.value), at: place, &inputs)
    }
    guard let tensors = try? program.run(inputs, interruption) else { return nil }
    return try? results.map { try result(at: $0, tensors) }
  }

  /// Gives the program an operand; inputs come in the order of their numbers.
  private func put(_ operand: Operand, at place: Place, _ inputs: inout [Tensor]) {
    switch (place, operand) {
    case (.register(let register), .number(let number)): program[register] = number
    case (.register(let register), _): program[register] = operand.value.scalar
    case (.tensor, _): inputs.append(operand.value)
    case (.answer, _), (.constant, _): break
    }
  }

  private func result(at place: Place, _ tensors: [Tensor]) throws -> Operand {
    switch place {
    case .register(let register): .number(program[register])
    case .answer(let register): .tensor(try Tensor(program[register]).cast(to: .bool))
    case .tensor(let number): .tensor(tensors[number])
    case .constant(let operand): operand
    }
  }
}
