import Autodiff
import Language
import TensorCore

extension BinaryOperator {
  /// What one of the operators of `ArithmeticNode` gives for two numbers.
  @inline(__always)
  func numberResult(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .modulo: BinaryOperator.modulo(a, b)
    default: a / b
    }
  }

  /// The floored remainder, with the bits of the kernel.
  @inline(__always)
  private static func modulo(_ a: Double, _ b: Double) -> Double {
    let limit = 0x1p52
    if a >= 0, a < limit, b > 0, b < limit {
      let (dividend, divisor) = (Int(a), Int(b))
      if Double(dividend) == a, Double(divisor) == b { return Double(dividend % divisor) }
    }
    return BinaryKernel.modulo.apply(to: a, b)
  }
}

extension Context {
  /// The result for two numbers of which one at least is recorded; nil for anything else.
  @inline(__always)
  func recorded(_ operation: Operation, _ a: Value, _ b: Value, _ origin: UInt32) -> Value? {
    let result: Variable?
    switch (a, b) {
    case (.variable(let x), .number(let y)):
      graph.origin = origin
      result = graph.record(operation, x, y)
    case (.number(let x), .variable(let y)):
      graph.origin = origin
      result = graph.record(operation, x, y)
    case (.variable(let x), .variable(let y)):
      graph.origin = origin
      result = graph.record(operation, x, y)
    default: return nil
    }
    return result.map { .variable($0) }
  }
}

/// `a op b` for the operators that numbers have in common: `+ - * / %`.
final class ArithmeticNode: Node {
  let symbol: BinaryOperator
  let left: NumericOperand
  let right: NumericOperand
  let origin: UInt32
  private let operation: Operation

  init(_ symbol: BinaryOperator, _ left: Node, _ right: Node, origin: UInt32, _ location: Location)
  {
    self.symbol = symbol
    operation = symbol.elementwiseOperation
    self.left = NumericOperand(left)
    self.right = NumericOperand(right)
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let a = try left.evaluate(&frame)
    let b = try right.evaluate(&frame)
    if case .number(let x) = a, case .number(let y) = b {
      let result = symbol.numberResult(x, y)
      if !result.isFinite {
        // The engine knows for which operands a remainder is defined.
        if symbol == .modulo {
          return try frame.context.binary(symbol, a, b, left.node, right.node, self, origin)
        }
        frame.context.noteNonFinite(symbol.rawValue, [x, y], result, at: location)
      }
      return .number(result)
    }
    if let result = frame.context.recorded(operation, a, b, origin) { return result }
    return try frame.context.binary(symbol, a, b, left.node, right.node, self, origin)
  }

  override var height: Int { 1 + max(left.height, right.height) }
}

/// `a op b` for every operator that is not short-circuiting.
final class BinaryNode: Node {
  let symbol: BinaryOperator
  let left: Node
  let right: Node
  let origin: UInt32

  init(_ symbol: BinaryOperator, _ left: Node, _ right: Node, origin: UInt32, _ location: Location)
  {
    self.symbol = symbol
    self.left = left
    self.right = right
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let a = try left.evaluate(&frame)
    let b = try right.evaluate(&frame)
    return try frame.context.binary(symbol, a, b, left, right, self, origin)
  }

  override var height: Int { 1 + max(left.height, right.height) }
}

/// `a ^ b`.
final class PowerNode: Node {
  let base: NumericOperand
  let exponent: NumericOperand
  let origin: UInt32

  init(_ base: Node, _ exponent: Node, origin: UInt32, _ location: Location) {
    self.base = NumericOperand(base)
    self.exponent = NumericOperand(exponent)
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let a = try base.evaluate(&frame)
    let b = try exponent.evaluate(&frame)
    if case .number(let x) = a, case .number(let y) = b {
      let result = PowerNode.power(x, y)
      if !result.isFinite {
        frame.context.noteNonFinite("^", [x, y], result, at: location)
      }
      return .number(result)
    }
    if let result = frame.context.recorded(.power, a, b, origin) { return result }
    return try frame.context.binary(.power, a, b, base.node, exponent.node, self, origin)
  }

  /// The bits of the kernel, which multiplies for squares and cubes as well.
  @inline(__always)
  private static func power(_ x: Double, _ y: Double) -> Double {
    if y == 2 { return x * x }
    if y == 3 { return x * x * x }
    return BinaryKernel.power.apply(to: x, y)
  }

  override var height: Int { 1 + max(base.height, exponent.height) }
}

/// `-x`, and `+x` of what has a sign.
final class SignNode: Node {
  let operand: Node
  let isNegation: Bool
  let origin: UInt32

  init(_ operand: Node, negating: Bool, origin: UInt32, _ location: Location) {
    self.operand = operand
    isNegation = negating
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let value = try operand.evaluate(&frame)
    if case .number(let number) = value { return .number(isNegation ? -number : number) }
    let context = frame.context
    guard let given = try value.operand else {
      throw Diagnostic(
        .type,
        "`\(isNegation ? "-" : "+")` needs a number or tensor, not \(value.described)",
        at: location
      )
    }
    guard isNegation else { return value }
    context.graph.origin = origin
    return try located { Value(try context.graph.apply(.negate, given)) }
  }

  override var height: Int { 1 + operand.height }
}
