import Language

/// A piece of program ready to run: names are slots, builtins are bound.
///
/// Nodes are immutable and shared by every call of the function they belong to.
class Node {
  let location: Location

  init(_ location: Location) {
    self.location = location
  }

  /// The value as an expression.
  func evaluate(_ frame: inout Frame) throws -> Value {
    preconditionFailure("every node says what it evaluates to")
  }

  /// Runs it as a statement whose value nobody asks for.
  func run(_ frame: inout Frame) throws -> Flow {
    _ = try evaluate(&frame)
    return .next
  }

  /// Runs it as the last statement of a block: leaves the value in `frame.result`.
  func finish(_ frame: inout Frame) throws -> Flow {
    frame.result = try evaluate(&frame)
    return .next
  }

  /// The value as a condition.
  func condition(_ frame: inout Frame) throws -> Bool {
    try truth(of: evaluate(&frame), in: frame.context)
  }

  /// The number this node always evaluates to, if it is a constant one.
  var constantNumber: Double? { nil }

  /// The string this node always evaluates to, if it is a constant one.
  var constantString: String? { nil }

  /// Where the node's number is found without evaluating it.
  var numberSource: NumericOperand.Source { .node }

  /// Where a call of the node's value finds the function without evaluating it.
  var calleeSource: CalleeSource { .node }

  /// Whether `finish` does nothing but leave the value in `frame.result`.
  var isPlainExpression: Bool { true }

  /// How many nodes stand on top of each other at most: the stack a call of it takes.
  var height: Int { 1 }

  final func truth(of value: Value, in context: Context) throws -> Bool {
    if case .bool(let bool) = value.decided { return bool }
    throw Diagnostic(
      .type,
      "a condition has to be true or false, not \(value.described)",
      at: location,
      hint: Node.conditionHint(for: value)
    )
  }

  private static func conditionHint(for value: Value) -> String? {
    switch value {
    case .number, .parameter, .variable: "compare it: `x != 0`"
    case .tensor: "`all(…)` or `any(…)` makes one bool of many"
    case .string: "compare it: `x == \"yes\"`"
    case .none: "compare it: `x == none`"
    default: nil
    }
  }

  /// The source text of the node, if it is short enough to stand in a message.
  final var shortText: String? {
    let text = location.text
    return text.count <= 24 && !text.contains("\n") && !text.isEmpty ? text : nil
  }
}

extension Location {
  /// The source text of the span.
  var text: String {
    let bytes = source.text.utf8
    guard
      let lower = bytes.index(bytes.startIndex, offsetBy: span.lower, limitedBy: bytes.endIndex),
      let upper = bytes.index(bytes.startIndex, offsetBy: span.upper, limitedBy: bytes.endIndex),
      lower <= upper
    else { return "" }
    return String(source.text[lower..<upper])
  }
}
