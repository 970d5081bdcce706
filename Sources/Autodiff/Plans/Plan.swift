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
  private let sources: [(source: any RecordedSource, kind: Kind, place: Place?)]
  private let targets: [any RecordedTarget]
  /// How results were computed that can be differentiated by parameters, with all that were read; nil where none can.
  private let history: (steps: PlannedHistory, parameters: [Parameter])?
  private let conditions: [(source: any Versioned, version: UInt)]
  private let program: PreparedProgram
  private let results: [Place]
  /// What the caller wants to know again when the plan has run.
  let form: AnyObject?

  init(_ compiler: consuming PlanCompiler, form: AnyObject?) {
    kinds = compiler.kinds
    operands = compiler.operandPlaces
    parameters = compiler.parameterPlaces
    sources = compiler.sourcePlaces
    targets = compiler.targets
    history = compiler.history.map { ($0, compiler.readParameters) }
    conditions = compiler.conditions
    results = compiler.resultPlaces
    program = compiler.program.prepared()
    self.form = form
  }

  /// Whether what the function read outside of the engine is still what it was.
  var isCurrent: Bool { conditions.allSatisfy { $0.source.version == $0.version } }

  /// What has changed since, of that which holds data for a plan to ask for.
  var changedSources: [any RecordedSource] {
    conditions.filter { $0.source.version != $0.version }
      .compactMap { $0.source as? any RecordedSource }
      .filter { $0.recordedKind != nil }
  }

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
  func run(_ given: [Operand], in graph: Graph) -> [Operand]? {
    guard sources.allSatisfy({ $0.source.recordedKind == $0.kind }) else { return nil }
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
    var data: [Operand] = []
    if let results = try? results(of: inputs, &data, graph.interruption) {
      return finished(results, given + data, in: graph)
    }
    for (source, _, _) in sources.prefix(data.count).reversed() { source.takeBack() }
    return nil
  }

  /// What the program gives for the inputs, behind which come the data of the sources; nil where the function has to
  /// be run.
  private func results(
    of given: [Tensor],
    _ data: inout [Operand],
    _ interruption: Interruption
  ) throws -> [Operand]? {
    var inputs = given
    for (source, _, place) in sources {
      let operand = try source.recordedData()
      data.append(operand)
      guard let place else { continue }
      if case .tensor(let input) = place, !program.accepts(operand.value, forInput: input) {
        return nil
      }
      if case .number(let number) = operand, !number.isFinite { return nil }
      put(operand, at: place, &inputs)
    }
    guard let tensors = try program.run(inputs, interruption) else { return nil }
    return try results.map { try result(at: $0, tensors) }
  }

  /// The results of a run as its caller gets them, once what the function sets is set.
  ///
  /// `values` are those of the results and then those that are set, `data` the operands and then what sources held.
  func finished(_ values: [Operand], _ data: [Operand], in graph: Graph) -> [Operand] {
    let count = values.count - targets.count
    for (target, value) in zip(targets, values[count...]) { target.accept(value.value) }
    let plain = Array(values[..<count])
    guard let (steps, parameters) = history else { return plain }
    return graph.results(plain, of: steps, data, parameters.map(\.variable))
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
