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
    guard position < clauses.count else {
      return try builder.append(element.evaluate(&frame), at: element.location)
    }
    switch clauses[position] {
    case .filter(let node):
      if try node.condition(&frame) {
        try collect(from: position + 1, into: &builder, &frame)
      }
    case .each(let target, let rows):
      let context = frame.context
      let value = try rows.evaluate(&frame)
      let sequence = try rows.located { try RowSequence(value, in: context) }
      for index in 0..<sequence.count {
        try context.poll()
        let row = try rows.located { try sequence.row(index, in: context) }
        try target.bind(row, &frame, at: rows.location)
        try collect(from: position + 1, into: &builder, &frame)
      }
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
