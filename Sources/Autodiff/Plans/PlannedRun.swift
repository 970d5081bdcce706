/// A run of a plan, as far as its results can be differentiated.
final class PlannedRun {
  let history: PlannedHistory
  /// What the run was given: operands, then what its sources held.
  let data: [Operand]
  /// The parameters that it read, and then those that it has set, as they were.
  private let versions: [Parameter.Version]
  /// Their leaves, made when the first result asks for them.
  private lazy var leaves = versions.map(\.variable)
  /// What the result asked for last depends on: most results of a run depend on the same parameters.
  private var latest: (parameters: [Int], set: [Dependency])?

  init(_ history: PlannedHistory, _ data: [Operand], _ versions: [Parameter.Version]) {
    self.history = history
    self.data = data
    self.versions = versions
  }

  /// A result: plain, or depending on parameters as if the function had been run.
  ///
  /// How it was computed is written into the graph when somebody differentiates it or looks inside.
  func result(_ number: Int, _ value: Operand, in graph: Graph) -> Operand {
    guard let result = history.results[number], !result.openParameters.isEmpty else {
      return value
    }
    let set = graph.dependencies.id(of: dependencies(result.openParameters, in: graph))
    guard set != .empty else { return value }
    let inputs = result.parameters.map { leaves[$0].id }
    let id = graph.append(.planned, inputs, value: value, dependencies: set)
    graph.plannedResults[id] = PlannedResult(run: self, number: number)
    return graph.wrapped(id)
  }

  /// What depends on some of the parameters depends on this, in ascending order.
  private func dependencies(_ parameters: [Int], in graph: Graph) -> [Dependency] {
    if let latest, latest.parameters == parameters { return latest.set }
    // Making leaves adds to the table, which is read only then.
    let sets = parameters.map { graph.dependencySet(of: leaves[$0].id) }
    let all = sets.flatMap { graph.dependencies[$0] }
    let set = Set(all).sorted()
    latest = (parameters, set)
    return set
  }
}

/// What a node made by a plan stands for.
struct PlannedResult {
  let run: PlannedRun
  /// Which of the results.
  let number: Int
}

/// The results of a run of a plan, of which those that can be differentiated get a node when somebody asks for them.
struct PlanResults {
  let values: [Operand]
  /// nil where all of them are plain.
  let run: PlannedRun?

  func operand(_ number: Int, in graph: Graph) -> Operand {
    run?.result(number, values[number], in: graph) ?? values[number]
  }
}
