import TensorCore

extension Graph {
  /// The results of a function at every row of its arguments, stacked: tensors are taken apart along their first axis.
  ///
  /// The function runs on the first row. Where that did nothing but compute, what it computed is repeated for all rows
  /// at once, operation by operation; else the function runs on each of the others too.
  ///
  /// Every tensor has `count` rows, at least one. After the first run `isRepeatable` is asked whether nothing happened
  /// that a second run would do again.
  ///
  /// - Throws: the function's errors unchanged, `TensorError` where the results don't stack.
  public func mapped(
    _ function: Function,
    over arguments: [Tree],
    count: Int,
    isRepeatable: () -> Bool
  ) throws -> Tree {
    var results: [Tree] = []
    if count > 1,
      arguments.flatMap(\.leaves).allSatisfy({ $0.shape.rank == 0 || $0.isDifferentiable })
    {
      switch try firstRow(function, arguments, count, isRepeatable) {
      case .all(let stacked): return stacked
      case .one(let first): results.append(first)
      }
    }
    for row in results.count..<count {
      try interruption.check()
      results.append(
        try function(
          arguments.map { tree in
            try tree.mapLeaves { try $0.shape.rank > 0 ? self.row(row, of: $0) : $0 }
          }
        )
      )
    }
    return try stacked(results)
  }

  private func row(_ index: Int, of operand: Operand) throws -> Operand {
    try apply(.index([.index(index)], label: "\(index)"), operand)
  }

  /// What the first row gives: its own result, or those of all rows.
  private enum FirstRow {
    case all(Tree)
    case one(Tree)
  }

  private func firstRow(
    _ function: Function,
    _ arguments: [Tree],
    _ count: Int,
    _ isRepeatable: () -> Bool
  ) throws -> FirstRow {
    let tag = makeTag()
    watches.begin(tag)
    defer { watches.end(tag) }
    let changes = parameterChanges
    let trace = try Trace(
      self,
      tag,
      function,
      at: arguments,
      selected: Array(arguments.indices)
    ) { $0.shape.rank > 0 ? try row(0, of: $0) : nil }
    defer { trace.finish() }
    if !watches.isRead(tag), parameterChanges == changes, isRepeatable() {
      let tensors = arguments.flatMap(\.leaves).filter { $0.shape.rank > 0 }
      let sources = zip(trace.allLeaves, tensors).map { (leaf: $0, rows: $1) }
      let notes = nonFiniteNotes.notes.count
      if let stacked = try repeated(trace, sources, count) {
        // Where something ceased to be finite is told of the operation as the user wrote it, which the rows know.
        let isExplained = nonFiniteNotes.notes.count == notes
        if isExplained || stacked.leaves.allSatisfy(\.isFinite) { return .all(stacked) }
        nonFiniteNotes.removeAll(after: notes)
      }
    }
    return .one(trace.output.mapLeaves { settledRow($0, trace) })
  }

  /// The results of all rows, repeated from the run on the first; nil where the rows have to be done one by one.
  private func repeated(
    _ trace: Trace,
    _ sources: [(leaf: Variable, rows: Operand)],
    _ count: Int
  ) throws -> Tree? {
    guard trace.output.isStackable else { return nil }
    do {
      let leaves = trace.output.leaves
      var found = try batches(of: leaves.compactMap(\.variable), over: sources, count)[...]
      return try trace.output.mapLeaves { leaf in
        let batch = leaf.variable == nil ? nil : found.removeFirst()
        let rows = try batch ?? apply(.broadcast(to: Shape([count] + leaf.shape.dimensions)), leaf)
        return settledRow(rows, trace)
      }
    } catch {
      // A row that cannot be computed says so itself when the rows are done one by one.
      return nil
    }
  }

  /// A result without the run it comes from; a bool depends on nothing but a leaf that is watched.
  private func settledRow(_ operand: Operand, _ trace: Trace) -> Operand {
    let settled = trace.settled(operand)
    guard let variable = settled.variable, !settled.isDifferentiable, !isWatched(variable.id)
    else { return settled }
    return detached(variable.id)
  }

  private func batches(
    of outputs: [Variable],
    over sources: [(leaf: Variable, rows: Operand)],
    _ count: Int
  ) throws -> [Operand?] {
    let leaves = sources.map(\.leaf.id)
    var expansion = Expansion(self)
    for output in outputs { try expansion.expand(from: leaves, to: output.id) }
    return try batches(
      of: outputs.map { Variable(expansion.node($0.id), in: self) },
      from: leaves.map(expansion.node),
      count: count
    ) { range in
      guard range.count < count else { return sources.map(\.rows) }
      let slice = AxisSelection.slice(start: range.lowerBound, stop: range.upperBound, step: 1)
      return try sources.map { try apply(.index([slice], label: "…"), $0.rows) }
    }
  }
}

extension Tree {
  /// Whether everything in it is a number or a tensor.
  fileprivate var isStackable: Bool {
    switch self {
    case .leaf: true
    case .tuple(let members): members.allSatisfy(\.isStackable)
    case .record(let fields): fields.allSatisfy(\.value.isStackable)
    case .parameters, .other: false
    }
  }
}
