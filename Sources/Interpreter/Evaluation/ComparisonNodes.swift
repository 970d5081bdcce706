import Autodiff
import Language
import TensorCore

/// `a < b`.
final class ComparisonNode: Node {
  let symbol: ComparisonOperator
  let left: NumericOperand
  let right: NumericOperand

  init(_ symbol: ComparisonOperator, _ left: Node, _ right: Node, _ location: Location) {
    self.symbol = symbol
    self.left = NumericOperand(left)
    self.right = NumericOperand(right)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let a = try left.evaluate(&frame)
    let b = try right.evaluate(&frame)
    if case .number(let x) = a, case .number(let y) = b { return .bool(symbol.holds(x, y)) }
    if case .string(let x) = a, case .string(let y) = b { return .bool(symbol.holds(x, y)) }
    return try compared(a, b, frame.context)
  }

  override func condition(_ frame: inout Frame) throws -> Bool {
    let a = try left.evaluate(&frame)
    let b = try right.evaluate(&frame)
    if case .number(let x) = a, case .number(let y) = b {
      // A NaN that decides a branch has arrived somewhere.
      if x.isNaN || y.isNaN { frame.context.reportNonFinite(.number(.nan), at: location) }
      return symbol.holds(x, y)
    }
    if case .string(let x) = a, case .string(let y) = b { return symbol.holds(x, y) }
    return try truth(of: compared(a, b, frame.context), in: frame.context)
  }

  private func compared(_ a: Value, _ b: Value, _ context: Context) throws -> Value {
    try located(label: OperandLabel(a, left.node, b, right.node).text) {
      try context.compare(
        symbol,
        a,
        b,
        at: location,
        label: OperandLabel(a, left.node, b, right.node).text
      )
    }
  }

  override var height: Int { 1 + max(left.height, right.height) }
}

/// `a < b <= c`: every operand is evaluated once.
final class ComparisonChainNode: Node {
  let operands: NodeList
  let symbols: [ComparisonOperator]

  init(_ operands: [Node], _ symbols: [ComparisonOperator], _ location: Location) {
    self.operands = NodeList(operands)
    self.symbols = symbols
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    var left = try operands.evaluate(0, &frame)
    var result: Value?
    for (index, symbol) in symbols.enumerated() {
      let right = try operands.evaluate(index + 1, &frame)
      if case .number(let x) = left, case .number(let y) = right, result == nil {
        guard symbol.holds(x, y) else { return .bool(false) }
        left = right
        continue
      }
      let context = frame.context
      let part = try located {
        try context.compare(
          symbol,
          left,
          right,
          at: location,
          label: OperandLabel(left, operands[index], right, operands[index + 1]).text
        ).decided
      }
      if case .bool(false) = part { return part }
      if let earlier = result {
        result = try located { try context.both(earlier, part) }
      } else {
        result = part
      }
      left = right
    }
    return result ?? .bool(true)
  }

  override var height: Int { 1 + operands.height }
}

extension ComparisonOperator {
  @inline(__always)
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  func holds(_ a: Text, _ b: Text) -> Bool {
    switch self {
    case .equal: a.string == b.string
    case .notEqual: a.string != b.string
    case .less: a.string < b.string
    case .lessOrEqual: a.string <= b.string
    case .greater: a.string > b.string
    case .greaterOrEqual: a.string >= b.string
    }
  }

  /// The engine's operation, which a recorded run needs.
  fileprivate var operation: Operation {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }

  fileprivate var kernel: BinaryKernel {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}

extension Context {
  /// One bool for single values, strings and structures, a bool tensor for tensors.
  func compare(
    _ symbol: ComparisonOperator,
    _ a: Value,
    _ b: Value,
    at location: Location,
    label: @autoclosure () -> String?
  ) throws -> Value {
    if let x = try a.operand, let y = try b.operand {
      try warnOfMutualStretch(x.shape, y.shape, at: location, label: label())
      guard graph.keepsQuestions else {
        return Value(try symbol.kernel.apply(to: x.value, y.value))
      }
      return Value(try graph.apply(symbol.operation, x, y))
    }
    switch symbol {
    case .equal: return .bool(try a.isEqual(to: b))
    case .notEqual: return .bool(try !a.isEqual(to: b))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard case .string(let first) = a, case .string(let second) = b else {
        throw Diagnostic(
          .type,
          "`\(symbol.rawValue)` cannot compare \(a.described) with \(b.described)"
        )
      }
      return .bool(symbol.holds(first, second))
    }
  }

  /// `a and b`, both already evaluated.
  func both(_ a: Value, _ b: Value) throws -> Value {
    guard let x = try a.truth, let y = try b.truth else {
      throw refused("and", try a.truth == nil ? a : b)
    }
    return Value(try graph.apply(.and, x, y))
  }

  private func refused(_ word: String, _ odd: Value) -> Diagnostic {
    Diagnostic(
      .type,
      "`\(word)` needs bools, not \(odd.described)",
      hint: "compare it: `x != 0`"
    )
  }

  /// `a or b`, both already evaluated.
  func either(_ a: Value, _ b: Value) throws -> Value {
    guard let x = try a.truth, let y = try b.truth else {
      throw refused("or", try a.truth == nil ? a : b)
    }
    return Value(try graph.apply(.or, x, y))
  }
}

extension Value {
  /// A bool or a tensor of bools, which may be recorded; nil for anything else.
  var truth: Operand? {
    get throws {
      switch self {
      case .bool, .tensor, .variable:
        guard let operand = try operand, operand.dtype == .bool else { return nil }
        return operand
      default: return nil
      }
    }
  }

  /// A single bool as itself, also where it was left open for which row of a batch it stands.
  var decided: Value {
    guard case .variable(let variable) = self, variable.kind == Kind(.scalar, .bool) else {
      return self
    }
    return Value(variable.answer)
  }
}
