import Language

/// Statements in braces, or those of a cell.
final class BlockNode: Node {
  let statements: NodeList

  init(_ statements: [Node], _ location: Location) {
    self.statements = NodeList(statements)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let flow = try finish(&frame)
    guard flow == .next else { throw FlowSignal(flow: flow) }
    return frame.takeResult()
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    var position = 0
    while position < statements.count {
      let flow = try statements.run(position, &frame)
      if flow != .next { return flow }
      position += 1
    }
    return .next
  }

  override func finish(_ frame: inout Frame) throws -> Flow {
    let last = statements.count - 1
    guard last >= 0 else {
      frame.result = .none
      return .next
    }
    var position = 0
    while position < last {
      let flow = try statements.run(position, &frame)
      if flow != .next { return flow }
      position += 1
    }
    return try statements.finish(last, &frame)
  }

  override var isPlainExpression: Bool { false }

  override var height: Int { 1 + statements.height }
}

/// `if c { … } else { … }`.
final class ConditionalNode: Node {
  let test: Node
  private let then: Node
  /// What `else` says; a constant none where there is no `else`.
  private let otherwise: Node

  init(_ test: Node, then: Node, otherwise: Node?, _ location: Location) {
    self.test = test
    self.then = then
    self.otherwise = otherwise ?? ConstantNode(.none, location)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    try test.condition(&frame) ? try then.evaluate(&frame) : try otherwise.evaluate(&frame)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    try test.condition(&frame) ? try then.run(&frame) : try otherwise.run(&frame)
  }

  override func finish(_ frame: inout Frame) throws -> Flow {
    try test.condition(&frame) ? try then.finish(&frame) : try otherwise.finish(&frame)
  }

  override var isPlainExpression: Bool { then.isPlainExpression && otherwise.isPlainExpression }

  override var height: Int {
    1 + max(test.height, then.height, otherwise.height)
  }
}

/// `return value`.
final class ReturnNode: Node {
  let value: Node?

  init(_ value: Node?, _ location: Location) {
    self.value = value
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    throw FlowSignal(flow: try run(&frame))
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    frame.result = try value?.evaluate(&frame) ?? .none
    return .returning
  }

  override func finish(_ frame: inout Frame) throws -> Flow { try run(&frame) }

  override var isPlainExpression: Bool { false }

  override var height: Int { 1 + (value?.height ?? 0) }
}

/// `break` or `continue`.
final class LeaveNode: Node {
  let flow: Flow

  init(_ flow: Flow, _ location: Location) {
    self.flow = flow
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value { throw FlowSignal(flow: flow) }

  override func run(_ frame: inout Frame) throws -> Flow { flow }

  override func finish(_ frame: inout Frame) throws -> Flow { flow }

  override var isPlainExpression: Bool { false }
}
