/// How the results of a plan were computed, for those that derivatives can be taken of by parameters.
///
/// The steps are those of the function, in its order and each as often as it made it, so that what is differentiated
/// has the bits of the function's own history.
final class PlannedHistory {
  /// Where a step finds an operand.
  enum Reference {
    case step(Int)
    case constant(Operand)
  }

  struct Step {
    let content: Content
    var operands: [Reference] = []
    /// The name that the user gave it, and where the user wrote it.
    var name: String?
    var origin: UInt32 = 0
    /// Whether the function made it a constant to whatever differentiates: `stop_gradient`.
    var isDetached = false
    /// Whether it remembers versions of parameters that only the recorded run knows.
    var isLost = false
  }

  enum Content {
    case operation(Operation)
    /// What the run was given: the number of an operand or source.
    case data(Int)
    /// A parameter: as it was before the run, or, with the numbers behind those, as the run has set it.
    case parameter(Int)
  }

  let steps: [Step]
  /// For each result how it was computed; nil of one that is plain.
  let results: [Result?]
  /// Whether a result depends on what the run has set a parameter to.
  let asksForSettings: Bool

  struct Result {
    let step: Int
    /// The parameters behind it.
    let parameters: [Int]
    /// Those of them by which it can be differentiated.
    let openParameters: [Int]
  }

  /// Reads what leads to the results that are `open`.
  ///
  /// - Returns: nil where something with a history of its own went into one, which the plan has only as plain data.
  init?(_ graph: Graph, _ recording: Recording, _ results: [Operand], isOpen: [Bool]) {
    var leaves: [NodeID: Content] = [:]
    for (number, leaf) in (recording.inputs + recording.sources.map(\.value)).enumerated() {
      leaves[leaf.id] = .data(number)
    }
    for (number, entry) in (recording.parameters + recording.settings).enumerated() {
      leaves[entry.value.id] = .parameter(number)
    }
    let open = zip(results, isOpen).map { $1 ? $0.variable?.id : nil }
    var positions: [NodeID: Int] = [:]
    var steps: [Step] = []
    for id in PlannedHistory.members(graph, behind: open.compactMap { $0 }, leaves) {
      positions[id] = steps.count
      if let content = leaves[id] {
        steps.append(Step(content: content, name: graph.name(of: id)))
        continue
      }
      let operation = graph.operation(of: id)
      guard !operation.isLeaf, !operation.isDeferred else { return nil }
      var operands: [Reference] = []
      for input in graph.inputs(of: id) {
        if let position = positions[input] {
          operands.append(.step(position))
        } else if graph.isDifferentiated(input) {
          return nil
        } else {
          operands.append(.constant(graph.plainOperand(input)))
        }
      }
      let isDetached = graph.isPlainButRecorded(graph.dependencySet(of: id))
      steps.append(
        Step(
          content: .operation(operation),
          operands: operands,
          name: graph.name(of: id),
          origin: graph.origin(of: id),
          isDetached: isDetached,
          isLost: recording.lost.contains(id)
        )
      )
    }
    self.steps = steps
    var results: [Result?] = []
    for id in open {
      guard let id, let step = positions[id] else {
        results.append(nil)
        continue
      }
      let isOpen = PlannedHistory.isOpen(step, steps)
      if steps[...step].indices.contains(where: { isOpen[$0] && steps[$0].isLost }) {
        return nil
      }
      results.append(
        Result(
          step: step,
          parameters: PlannedHistory.parameters(steps, PlannedHistory.isBehind(step, steps)),
          openParameters: PlannedHistory.parameters(steps, isOpen)
        )
      )
    }
    self.results = results
    let readCount = recording.parameters.count
    asksForSettings = results.contains { $0?.parameters.contains { $0 >= readCount } == true }
  }

  /// The recorded nodes that lead to others, in ascending order.
  private static func members(
    _ graph: Graph,
    behind targets: [NodeID],
    _ leaves: [NodeID: Content]
  ) -> [NodeID] {
    var members: Set<NodeID> = []
    var waiting = targets
    while let id = waiting.popLast() {
      guard leaves[id] != nil || graph.isRecorded(graph.dependencySet(of: id)),
        members.insert(id).inserted, leaves[id] == nil
      else { continue }
      waiting += graph.inputs(of: id)
    }
    return members.sorted()
  }

  private static func parameters(_ steps: [Step], _ isWanted: [Bool]) -> [Int] {
    isWanted.indices.compactMap { position in
      guard isWanted[position], case .parameter(let number) = steps[position].content else {
        return nil
      }
      return number
    }
  }

  /// Which of the steps up to one lead to it.
  static func isBehind(_ target: Int, _ steps: [Step]) -> [Bool] {
    steps.behind(target) { _ in true }
  }

  /// Which of the steps up to one lead to it through nothing that is detached.
  private static func isOpen(_ target: Int, _ steps: [Step]) -> [Bool] {
    steps.behind(target) { !$0.isDetached }
  }
}

extension [PlannedHistory.Step] {
  /// Which of the steps up to one lead to it through steps that let something pass.
  fileprivate func behind(_ target: Int, passes: (PlannedHistory.Step) -> Bool) -> [Bool] {
    var isBehind = [Bool](repeating: false, count: target + 1)
    isBehind[target] = true
    for position in stride(from: target, through: 0, by: -1)
    where isBehind[position] && passes(self[position]) {
      for case .step(let operand) in self[position].operands { isBehind[operand] = true }
    }
    return isBehind
  }
}
