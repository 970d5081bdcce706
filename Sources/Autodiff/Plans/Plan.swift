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

  /// Where an operand goes.
  private enum Route {
    case register(ScalarProgram.Register)
    case input(Int)
    case nowhere
  }

  private let kinds: [Kind]
  private let routes: [Route]
  /// The tensors that were looked at, with the positions of the operands that have to be like them.
  private let readInputs: [(position: Int, tensor: Tensor)]
  /// The parameters that are read; those that others may stand for, with their number among them.
  private let parameters: [(parameter: Parameter, number: Int?, place: Place)]
  private let sources: [(source: any RecordedSource, kind: Kind, place: Place?)]
  /// How many parameters others may stand for.
  private let knownCount: Int
  private let targets: [any RecordedTarget]
  /// How results were computed that can be differentiated by parameters, with all that were read; nil where none can.
  private let history: (steps: PlannedHistory, parameters: [Parameter])?
  /// The parameters that the function sets.
  private let settings: [Parameter]
  private let conditions: [(source: any Versioned, version: UInt)]
  private let program: PreparedProgram
  private let results: [Place]
  /// What the caller wants to know again when the plan has run.
  let form: AnyObject?

  /// Makes the plan of a function that does to other parameters what it did to `known`.
  init(_ compiler: consuming PlanCompiler, for known: [Parameter], form: AnyObject?) {
    kinds = compiler.kinds
    routes = compiler.operandPlaces.map { place in
      switch place {
      case .register(let register): .register(register)
      case .tensor(let input): .input(input)
      case .answer, .constant, nil: .nowhere
      }
    }
    readInputs = compiler.readInputs.map { (position: $0, tensor: $1) }
    parameters = compiler.parameterPlaces.map { read in
      (read.parameter, known.firstIndex { $0 === read.parameter }, read.place)
    }
    knownCount = known.count
    sources = compiler.sourcePlaces
    targets = compiler.targets
    history = compiler.history.map { ($0, compiler.readParameters) }
    settings = compiler.settings
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

  /// The results for operands; nil where they are not of the kinds that the plan was made for, and where the
  /// function has to be run.
  func run(_ given: [Operand], for known: [Parameter], in graph: Graph) -> PlanResults? {
    guard given.count == kinds.count, known.count == knownCount,
      sources.allSatisfy({ $0.source.recordedKind == $0.kind })
    else { return nil }
    defer { program.release() }
    for position in given.indices {
      guard put(given[position], kinds[position], routes[position]) else { return nil }
    }
    for (position, known) in readInputs {
      guard case .tensor(let tensor) = given[position], known.isIdentical(to: tensor) else {
        return nil
      }
    }
    for (parameter, number, place) in parameters {
      guard put((number.map { known[$0] } ?? parameter).value, at: place) else { return nil }
    }
    var data: [Operand] = []
    if let results = try? results(&data, graph.interruption) {
      return finished(results, given + data)
    }
    for (source, _, _) in sources.prefix(data.count).reversed() { source.takeBack() }
    return nil
  }

  /// What the program gives for the inputs that it has taken, and for the data of the sources; nil where the function
  /// has to be run.
  private func results(
    _ data: inout [Operand],
    _ interruption: Interruption
  ) throws -> [Operand]? {
    for (source, _, place) in sources {
      let operand = try source.recordedData()
      data.append(operand)
      if case .number(let number) = operand, !number.isFinite { return nil }
      if let place, !put(operand.value, at: place) { return nil }
    }
    guard try program.run(interruption) else { return nil }
    return try results.map { try result(at: $0) }
  }

  /// The results of a run as its caller gets them, once what the function sets is set.
  ///
  /// `values` are those of the results and then those that are set, `data` the operands and then what sources held.
  func finished(_ values: [Operand], _ data: [Operand]) -> PlanResults {
    let count = values.count - targets.count
    // What was read is what a parameter was before it is set.
    let read = history?.parameters.map(\.present) ?? []
    for (target, value) in zip(targets, values[count...]) { target.accept(value.value) }
    let plain = targets.isEmpty ? values : Array(values[..<count])
    guard let (steps, _) = history else { return PlanResults(values: plain, run: nil) }
    let set = steps.asksForSettings ? settings.map(\.present) : []
    return PlanResults(values: plain, run: PlannedRun(steps, data, read + set))
  }

  /// Gives the program an operand, where it is of the kind that the plan was made for.
  private func put(_ operand: Operand, _ kind: Kind, _ route: Route) -> Bool {
    switch operand {
    case .number(let number):
      guard number.isFinite, kind == .number else { return false }
      if case .register(let register) = route { program[register] = number }
      return true
    case .tensor(let tensor):
      if case .input(let input) = route { return program.take(tensor, forInput: input) }
      guard tensor.dtype == kind.dtype, tensor.shape == kind.shape else { return false }
      if case .register(let register) = route { program[register] = tensor.scalar }
      return true
    case .variable: return false
    }
  }

  /// Gives the program a value that was not among its operands.
  private func put(_ value: Tensor, at place: Place) -> Bool {
    switch place {
    case .register(let register): program[register] = value.scalar
    case .tensor(let input): return program.take(value, forInput: input)
    case .answer, .constant: break
    }
    return true
  }

  private func result(at place: Place) throws -> Operand {
    switch place {
    case .register(let register): .number(program[register])
    case .answer(let register): .tensor(try Tensor(program[register]).cast(to: .bool))
    case .tensor(let number): .tensor(try program.output(number))
    case .constant(let operand): operand
    }
  }
}
