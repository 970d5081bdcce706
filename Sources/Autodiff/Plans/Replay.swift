import TensorCore

/// Runs a function again and again, from plans as soon as it has been seen to repeat.
///
/// The first call is an ordinary one. The second is recorded and a plan made of it; later calls run the plan. Where a
/// branch goes another way, a name has another value or something ceases to be finite, the function itself is run,
/// so that nobody can tell the difference but by the time it takes.
public final class Replay {
  public let graph: Graph
  /// The plans of the ways that the function took, the one that served last first.
  private var plans: [Plan] = []
  private var callCount = 0
  /// How many calls in a row no plan has served.
  private var missCount = 0
  /// What is left to spend on plans; a plan that serves earns some.
  private var credit = 10
  /// Whether results may have been computed from parameters, which they forget.
  private let settlesParameters: Bool
  /// Whether parameters are set in a run, and not only by its caller.
  private let setsParameters: Bool
  /// What was found to have changed between calls, so that plans ask for it at every run.
  private var changing: [ObjectIdentifier: any RecordedSource] = [:]

  private static let planLimit = 4
  private static let missLimit = 12
  private static let planCost = 2
  private static let failureCost = 4
  private static let creditLimit = 40

  /// Makes a replay, which settles parameters where its caller wants plain results also of a function that read some;
  /// otherwise a result that depends on parameters can be differentiated by them.
  ///
  /// A function that sets parameters has no plan unless the caller wants it to.
  public init(_ graph: Graph, settlesParameters: Bool = false, setsParameters: Bool = false) {
    self.graph = graph
    self.settlesParameters = settlesParameters
    self.setsParameters = setsParameters
  }

  /// What a function gives: operands, and anything else that its caller builds the result from.
  public struct Outcome {
    private let results: PlanResults
    private let graph: Graph?
    public let form: AnyObject?

    public init(_ operands: [Operand], form: AnyObject? = nil) {
      results = PlanResults(values: operands, run: nil)
      graph = nil
      self.form = form
    }

    fileprivate init(_ results: PlanResults, form: AnyObject?, in graph: Graph) {
      self.results = results
      self.graph = graph
      self.form = form
    }

    /// All of the operands; of those that can be differentiated a new node each time.
    public var operands: [Operand] { results.values.indices.map(operand) }

    /// An operand; if it can be differentiated a new node each time.
    public func operand(_ number: Int) -> Operand {
      graph.map { results.operand(number, in: $0) } ?? results.values[number]
    }
  }

  /// The function's outcome for operands of any kinds.
  ///
  /// Errors of the function pass through unchanged. The function must be the same at every call but for what it reads
  /// through operands, parameters and `Recording.read`. Where it does to `parameters` what it did to those in their
  /// places at another call, a plan serves for both.
  public func run(
    _ operands: [Operand],
    for parameters: [Parameter] = [],
    _ function: ([Operand]) throws -> Outcome
  ) throws -> Outcome {
    guard !graph.isRecording, graph.recordsHistory else { return try function(operands) }
    if let outcome = planned(operands, parameters) { return outcome }
    callCount += 1
    guard callCount > 1, credit > 0, operands.allSatisfy(isUsual) else {
      return try function(operands)
    }
    return try recorded(operands, parameters, function) ?? function(operands)
  }

  /// Lets go of the plans, with the values that they hold.
  public func forgetPlans() { plans = [] }

  /// Lets go of the plans that read what has changed since.
  public func forgetOutdatedPlans() {
    guard plans.contains(where: { !$0.isCurrent }) else { return }
    for source in plans.flatMap(\.changedSources) { changing[ObjectIdentifier(source)] = source }
    plans.removeAll { !$0.isCurrent }
  }

  /// What a plan gives; nil where none fits.
  private func planned(_ operands: [Operand], _ parameters: [Parameter]) -> Outcome? {
    guard !plans.isEmpty else { return nil }
    forgetOutdatedPlans()
    for position in plans.indices {
      let plan = plans[position]
      guard let results = plan.run(operands, for: parameters, in: graph) else { continue }
      credit = min(credit + 1, Self.creditLimit)
      missCount = 0
      graph.plannedCallCount += 1
      if position > 0 { plans.swapAt(0, position) }
      return Outcome(results, form: plan.form, in: graph)
    }
    missCount += 1
    if missCount > Self.missLimit { plans = [] }
    return nil
  }

  /// Runs the function so that a plan can be made; nil where it has to be run in the ordinary way.
  private func recorded(
    _ operands: [Operand],
    _ parameters: [Parameter],
    _ function: ([Operand]) throws -> Outcome
  ) -> Outcome? {
    credit -= Self.planCost
    let mark = graph.end
    defer { graph.sweep(from: mark) }
    let recorded = graph.record(
      operands,
      changing: Set(changing.keys),
      setsParameters: setsParameters,
      function
    ) { recording, outcome -> (plan: Plan, values: [Operand], data: [Operand])? in
      let results = outcome.operands + recording.changes.map(\.value)
      guard
        let compiler = PlanCompiler(
          graph,
          recording,
          results: outcome.operands,
          isOpen: outcome.operands.map { !isSettled($0) }
        )
      else { return nil }
      return (
        Plan(compiler, for: parameters, form: outcome.form), results.map(graph.plainResult),
        operands + recording.sources.map { graph.plainOperand($0.value.id) }
      )
    }
    guard let (plan, values, data) = recorded else {
      credit -= Self.failureCost
      return nil
    }
    if plans.count == Self.planLimit { plans.removeLast() }
    plans.insert(plan, at: 0)
    return Outcome(plan.finished(values, data), form: plan.form, in: graph)
  }

  /// Whether an operand is plain data, and finite where it is a number.
  private func isUsual(_ operand: Operand) -> Bool {
    switch operand {
    case .number(let number): number.isFinite
    case .tensor: true
    case .variable: false
    }
  }

  /// Whether nobody can take derivatives of a result.
  private func isSettled(_ operand: Operand) -> Bool {
    guard let variable = operand.variable else { return true }
    return variable.isPlainButRecorded || settlesParameters
  }
}

extension Graph {
  /// A recorded result without its history.
  fileprivate func plainResult(_ operand: Operand) -> Operand {
    operand.variable.map { plainOperand($0.id) } ?? operand
  }
}
