import Language

/// `[element for pattern in rows if condition]`.
final class ComprehensionNode: Node {
  enum Clause {
    case each(BindingTarget, in: Node)
    case filter(Node)
  }

  let element: Node
  let clauses: [Clause]

  init(_ element: Node, _ clauses: [Clause], _ location: Location) {
    self.element = element
    self.clauses = clauses
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    var builder = ListBuilder(expected: 0)
    try collect(from: 0, into: &builder, &frame)
    let context = frame.context
    return try located { try builder.value(in: context) }
  }

  private func collect(
    from position: Int,
    into builder: inout ListBuilder,
    _ frame: inout Frame
  ) throws {
    switch clauses[position] {
    case .filter(let node):
      if try node.condition(&frame) { try go(on: position, into: &builder, &frame) }
    case .each(let target, let rows):
      let context = frame.context
      let value = try rows.evaluate(&frame)
      if case .range(let range) = value, case .place(.slot(let slot), _) = target {
        return try count(through: range, slot, position, into: &builder, &frame)
      }
      let sequence = try rows.located { try RowSequence(value, in: context) }
      defer { sequence.end() }
      for index in 0..<sequence.count {
        try context.poll()
        let row = try rows.located { try sequence.row(index, in: context) }
        try target.bind(row, &frame, at: rows.location)
        try go(on: position, into: &builder, &frame)
      }
    }
  }

  /// The loop over whole numbers in a local, without a call for each.
  private func count(
    through range: WholeRange,
    _ slot: Int,
    _ position: Int,
    into builder: inout ListBuilder,
    _ frame: inout Frame
  ) throws {
    if clauses.count == 1 { builder.reserve(range.count) }
    var index = range.lower
    while index < range.upper {
      try frame.context.poll()
      frame[slot] = .number(Double(index))
      index += 1
      try go(on: position, into: &builder, &frame)
    }
  }

  /// What a clause repeats: the next clause, or the element after the last one.
  @inline(__always)
  private func go(
    on position: Int,
    into builder: inout ListBuilder,
    _ frame: inout Frame
  ) throws {
    if position + 1 < clauses.count {
      try collect(from: position + 1, into: &builder, &frame)
    } else {
      try builder.append(element.evaluate(&frame), of: element)
    }
  }

  override var height: Int {
    let clauseHeights = clauses.map { clause in
      switch clause {
      case .each(_, let rows): rows.height
      case .filter(let node): node.height
      }
    }
    return 1 + clauses.count + max(element.height, clauseHeights.max() ?? 0)
  }
}
