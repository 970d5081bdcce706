import Language
import TensorCore

/// An operator as it acts on two numbers, chosen when the program is lowered.
protocol NumberOperator {
  static var symbol: BinaryOperator { get }
  static func apply(_ a: Double, _ b: Double) -> Double
}

enum Addition: NumberOperator {
  static var symbol: BinaryOperator { .add }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double) -> Double { a + b }
}

enum Subtraction: NumberOperator {
  static var symbol: BinaryOperator { .subtract }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double) -> Double { a - b }
}

enum Multiplication: NumberOperator {
  static var symbol: BinaryOperator { .multiply }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double) -> Double { a * b }
}

enum Division: NumberOperator {
  static var symbol: BinaryOperator { .divide }
  @inline(__always)
  static func apply(_ a: Double, _ b: Double) -> Double { a / b }
}

/// `a op b` for the four operators that the processor has.
final class ArithmeticNode<Operator: NumberOperator>: Node {
  let left: Node
  let right: Node
  let origin: UInt32

  init(_ left: Node, _ right: Node, origin: UInt32, _ location: Location) {
    self.left = left
    self.right = right
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let a = try left.evaluate(&frame)
    let b = try right.evaluate(&frame)
    if case .number(let x) = a, case .number(let y) = b {
      let result = Operator.apply(x, y)
      if !result.isFinite {
        frame.context.noteNonFinite(Operator.symbol.rawValue, [x, y], result, at: location)
      }
      return .number(result)
    }
    return try frame.context.binary(Operator.symbol, a, b, left, right, self, origin)
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
  let base: Node
  let exponent: Node
  let origin: UInt32

  init(_ base: Node, _ exponent: Node, origin: UInt32, _ location: Location) {
    self.base = base
    self.exponent = exponent
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let a = try base.evaluate(&frame)
    let b = try exponent.evaluate(&frame)
    if case .number(let x) = a, case .number(let y) = b {
      let result = BinaryKernel.power.apply(to: x, y)
      if !result.isFinite {
        frame.context.noteNonFinite("^", [x, y], result, at: location)
      }
      return .number(result)
    }
    return try frame.context.binary(.power, a, b, base, exponent, self, origin)
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
