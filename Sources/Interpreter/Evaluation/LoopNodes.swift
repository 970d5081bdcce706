import Language

/// `while c { … }`.
final class WhileNode: Node {
  let test: Node
  let body: LoopBody

  init(_ test: Node, _ body: LoopBody, _ location: Location) {
    self.test = test
    self.body = body
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let flow = try run(&frame)
    guard flow == .next else { throw FlowSignal(flow: flow) }
    return .none
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    try body.settling(&frame) { frame in
      while try test.condition(&frame) {
        switch try body.run(&frame) {
        case .next, .continuing: break
        case .breaking: return .next
        case .returning: return .returning
        }
      }
      return .next
    }
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

  init(_ target: BindingTarget, in rows: Node, _ body: LoopBody, _ location: Location) {
    self.target = target
    self.rows = rows
    self.body = body
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
      return try body.settling(&frame) { try count(through: range, slot, &$0) }
    }
    let sequence = try rows.located { try RowSequence(value, in: context) }
    defer { sequence.end() }
    return try body.settling(&frame) { try run(over: sequence, &$0) }
  }

  private func run(over sequence: RowSequence, _ frame: inout Frame) throws -> Flow {
    let context = frame.context
    for index in 0..<sequence.count {
      if sequence.looksAtNames { try body.settle(&frame) }
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
  private let passes: LoopPasses

  init(_ node: Node, _ names: [LoopPasses.Name]) {
    self.node = node
    passes = LoopPasses(node, names)
  }

  func run(_ frame: inout Frame) throws -> Flow {
    try frame.context.poll()
    return try passes.run(&frame)
  }

  /// Gives the names the values that a pass left to be given.
  func settle(_ frame: inout Frame) throws { try passes.settle(&frame) }

  /// What a loop gives that runs the body, however it ends.
  func settling(_ frame: inout Frame, _ loop: (inout Frame) throws -> Flow) throws -> Flow {
    let flow: Flow
    do {
      flow = try loop(&frame)
    } catch {
      try settle(&frame)
      throw error
    }
    try settle(&frame)
    return flow
  }
}
