import Autodiff

/// What a pass leaves behind, but for the numbers.
final class PassForm {
  let flow: Flow
  /// What the recorded pass computed.
  let operands: [Operand]
  /// How the new values of names are built of which operands.
  private var results: [(name: Int, value: ValueStructure, operands: Range<Int>)] = []
  private var appended: [(node: AppendingNode, value: ValueStructure, operands: Range<Int>)] = []
  private let warnings: [Warnings.Repeatable]

  /// Takes the values of the names that have new ones, and what is to be appended to lists; nil where something in
  /// them is more than data.
  init?(
    _ values: [Value?],
    _ appended: [(node: AppendingNode, value: Value)],
    _ flow: Flow,
    _ warnings: [Warnings.Repeatable]
  ) {
    self.flow = flow
    self.warnings = warnings
    var operands: [Operand] = []
    for (name, value) in values.enumerated() {
      guard let value else { continue }
      let first = operands.count
      guard let structure = ValueStructure(value, into: &operands) else { return nil }
      results.append((name, structure, first..<operands.count))
    }
    for (node, value) in appended {
      let first = operands.count
      guard let structure = ValueStructure(value, into: &operands) else { return nil }
      self.appended.append((node, structure, first..<operands.count))
    }
    self.operands = operands
  }

  /// Gives the names that the next pass asks for their values, and lengthens the lists.
  func finish(
    _ outcome: Replay.Outcome,
    _ names: [LoopPasses.Name],
    _ frame: inout Frame
  ) throws {
    for warning in warnings { frame.context.warnings.warn(warning) }
    try bind(outcome, names, isFresh: false, &frame)
    for (node, structure, operands) in appended {
      try node.append(value(of: structure, operands, outcome), &frame)
    }
  }

  /// Whether the pass gives a value to every name that another one left to be given one.
  func renews(_ other: PassForm, _ names: [LoopPasses.Name]) -> Bool {
    other === self
      || other.results.allSatisfy { old in
        names[old.name].use != .fresh || results.contains { $0.name == old.name }
      }
  }

  /// Gives names their values: those that every pass gives one before it asks, or the others.
  func bind(
    _ outcome: Replay.Outcome,
    _ names: [LoopPasses.Name],
    isFresh: Bool,
    _ frame: inout Frame
  ) throws {
    for (position, structure, operands) in results
    where (names[position].use == .fresh) == isFresh {
      let value = try value(of: structure, operands, outcome)
      value.takeName(names[position].name)
      names[position].place.put(value, &frame)
    }
  }

  private func value(
    of structure: ValueStructure,
    _ operands: Range<Int>,
    _ outcome: Replay.Outcome
  ) throws -> Value {
    var next = operands.map(outcome.operand)[...]
    return try structure.value(&next)
  }
}
