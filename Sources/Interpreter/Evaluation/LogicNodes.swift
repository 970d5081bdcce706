import Autodiff
import Language

/// `a and b`, `a or b`: the right side runs only where it decides.
final class LogicNode: Node {
  let isAnd: Bool
  let left: Node
  let right: Node

  init(and isAnd: Bool, _ left: Node, _ right: Node, _ location: Location) {
    self.isAnd = isAnd
    self.left = left
    self.right = right
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    try value(left.evaluate(&frame), &frame)
  }

  private func value(_ left: Value, _ frame: inout Frame) throws -> Value {
    let first = left.decided
    if case .bool(let bool) = first, bool != isAnd { return first }
    return try value(first, right.evaluate(&frame), frame.context)
  }

  private func value(_ first: Value, _ right: Value, _ context: Context) throws -> Value {
    let second = right.decided
    if case .bool = first, case .bool = second { return second }
    return try located {
      isAnd ? try context.both(first, second) : try context.either(first, second)
    }
  }

  override func condition(_ frame: inout Frame) throws -> Bool {
    let first = try left.evaluate(&frame)
    guard case .bool(let bool) = first else {
      return try truth(of: value(first, &frame), in: frame.context)
    }
    if bool != isAnd { return bool }
    let second = try right.evaluate(&frame)
    if case .bool(let bool) = second { return bool }
    return try truth(of: value(first, second, frame.context), in: frame.context)
  }

  override var height: Int { 1 + max(left.height, right.height) }
}

/// `not a`.
final class NotNode: Node {
  let operand: Node

  init(_ operand: Node, _ location: Location) {
    self.operand = operand
    super.init(location)
  }

  override func condition(_ frame: inout Frame) throws -> Bool {
    try truth(of: evaluate(&frame), in: frame.context)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let value = try operand.evaluate(&frame)
    if case .bool(let bool) = value { return .bool(!bool) }
    let context = frame.context
    return try located {
      guard let truth = try value.truth else {
        throw Diagnostic(
          .type,
          "`not` needs a bool, not \(value.described)",
          hint: "compare it: `x == 0`"
        )
      }
      return Value(try context.graph.apply(.not, truth))
    }
  }

  override var height: Int { 1 + operand.height }
}
