import Language

/// `while c { … }`.
final class WhileNode: Node {
  let test: Node
  let body: LoopBody

  init(_ test: Node, _ body: Node, _ location: Location) {
    self.test = test
    self.body = LoopBody(body)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let flow = try run(&frame)
    guard flow == .next else { throw FlowSignal(flow: flow) }
    return .none
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    while try test.condition(&frame) {
      switch try body.run(&frame) {
      case .next, .continuing: break
      case .breaking: return .next
      case .returning: return .returning
      }
    }
    return .next
  }

  override func finish(_ frame: inout Frame) throws -> Flow {
    let flow = try run(&frame)
    if flow == .next { frame.result = .none }
    return flow
  }

  override var isPlainExpression: Bool { false }

  override var height: Int { 2 + max(test.height, body.node.height) }
}

/// `for pattern in rows { … }`.
final class ForNode: Node {
  let target: BindingTarget
  let rows: Node
  let body: LoopBody

  init(_ target: BindingTarget, in rows: Node, _ body: Node, _ location: Location) {
    self.target = target
    self.rows = rows
    self.body = LoopBody(body)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let flow = try run(&frame)
    guard flow == .next else { throw FlowSignal(flow: flow) }
    return .none
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    let context = frame.context
    let value = try rows.evaluate(&frame)
    if case .range(let range) = value, case .place(.slot(let slot), _) = target {
      return try count(through: range, slot, &frame)
    }
    let sequence = try rows.located { try RowSequence(value, in: context) }
    defer { sequence.end() }
    for index in 0..<sequence.count {
      let row = try rows.located { try sequence.row(index, in: context) }
      try target.bind(row, &frame, at: rows.location)
      let flow = try body.run(&frame)
      if flow == .breaking { return .next }
      if flow == .returning { return flow }
    }
    return .next
  }

  /// The loop over whole numbers in a local, without a call for each.
  private func count(
    through range: WholeRange,
    _ slot: Int,
    _ frame: inout Frame
  ) throws -> Flow {
    var index = range.lower
    while index < range.upper {
      frame[slot] = .number(Double(index))
      index += 1
      let flow = try body.run(&frame)
      if flow == .breaking { return .next }
      if flow == .returning { return flow }
    }
    return .next
  }

  override func finish(_ frame: inout Frame) throws -> Flow {
    let flow = try run(&frame)
    if flow == .next { frame.result = .none }
    return flow
  }

  override var isPlainExpression: Bool { false }

  override var height: Int { 2 + max(rows.height, body.node.height) }
}

/// What a loop repeats.
struct LoopBody {
  let node: Node

  init(_ node: Node) {
    self.node = node
  }

  func run(_ frame: inout Frame) throws -> Flow {
    try frame.context.poll()
    do {
      return try node.run(&frame)
    } catch let signal as FlowSignal where signal.flow != .returning {
      return signal.flow
    }
  }
}
