import TensorCore

/// A local derivative as a short program over numbers or tensors.
///
/// It is read off the operation's rule once, by running the rule on a graph of its own, so that there is one
/// statement of every derivative.
enum LocalRule {
  case zero
  case one
  case minusOne
  case program([Instruction])
  /// A program whose exact zero wins over every cotangent.
  case absorbing([Instruction])
  /// A rule that looks at the values themselves.
  case native(@Sendable (_ a: Double, _ b: Double, _ y: Double) -> Double)
  /// A rule that has no such program; it is run on the graph.
  case unavailable

  enum Instruction {
    case first
    case second
    case result
    case constant(Double)
    case unary(UnaryKernel)
    case binary(BinaryKernel)
    case step
    case select
  }

  /// How deep the stack of a program may grow.
  static let stackSize = 16

  /// The derivative at numbers.
  ///
  /// - Returns: nil where the rule has no program.
  @inline(__always)
  func value(_ a: Double, _ b: Double, _ y: Double) -> Double? {
    switch self {
    case .zero: 0
    case .one: 1
    case .minusOne: -1
    case .native(let function): function(a, b, y)
    case .program(let instructions), .absorbing(let instructions): Self.run(instructions, a, b, y)
    case .unavailable: nil
    }
  }

  private static func run(
    _ instructions: [Instruction],
    _ a: Double,
    _ b: Double,
    _ y: Double
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: stackSize) { stack in
      var top = -1
      for instruction in instructions {
        switch instruction {
        case .first:
          top += 1
          stack[top] = a
        case .second:
          top += 1
          stack[top] = b
        case .result:
          top += 1
          stack[top] = y
        case .constant(let number):
          top += 1
          stack[top] = number
        case .unary(let kernel): stack[top] = kernel.apply(to: stack[top])
        case .step: stack[top] = stack[top] > 0 ? 1 : 0
        case .binary(let kernel):
          top -= 1
          stack[top] = kernel.apply(to: stack[top], stack[top + 1])
        case .select:
          top -= 2
          stack[top] = stack[top] != 0 ? stack[top + 1] : stack[top + 2]
        }
      }
      return stack[top]
    }
  }
}

extension LocalRule {
  /// Which values the derivative is computed from.
  var use: DerivativeUse {
    switch self {
    case .zero, .one, .minusOne: return []
    case .native: return [.first, .second]
    case .unavailable: return .all
    case .program(let instructions), .absorbing(let instructions):
      return instructions.reduce(into: []) { use, instruction in
        switch instruction {
        case .first: use.insert(.first)
        case .second: use.insert(.second)
        case .result: use.insert(.result)
        case .constant, .unary, .binary, .step, .select: break
        }
      }
    }
  }

  /// A cotangent times the derivative that the rule gave; nil where that is zero throughout.
  @inline(__always)
  func contribution(_ cotangent: Double, _ derivative: Double) -> Double? {
    if case .zero = self { return nil }
    return product(cotangent, derivative)
  }

  /// A cotangent times the derivative that the rule gave.
  func product(_ cotangent: Double, _ derivative: Double) -> Double {
    if cotangent == 0 { return 0 }
    if derivative == 0, case .absorbing = self { return 0 }
    return cotangent * derivative
  }

  /// The rule of an elementwise operation for one operand; nil for any other operation.
  static func rule(of operation: Operation, by index: Int, _ symbols: RuleSymbols) -> LocalRule? {
    switch operation.family {
    case .unary(_, derivative: nil), .binary(_, derivatives: nil): return .zero
    case .unary(_, let derivative?):
      return read(symbols) { a, _, y in try derivative(a, y) }
    case .binary(_, let derivatives?):
      guard index == 0 else { return read(symbols, derivatives.right) }
      return derivatives.nativeLeft.map { .native($0) } ?? read(symbols, derivatives.left)
    case .leaf, .elementwise, .linear, .general, .custom: return nil
    }
  }

  /// Runs a rule on symbols and reads the program off the graph it makes.
  private static func read(
    _ symbols: RuleSymbols,
    _ rule: (_ a: Term, _ b: Term, _ y: Term) throws -> LocalDerivative
  ) -> LocalRule {
    let graph = symbols.graph
    let mark = graph.end
    defer { graph.sweep(from: mark) }
    let terms = symbols.variables.map { Term(graph, $0.id) }
    guard let derivative = try? rule(terms[0], terms[1], terms[2]) else { return .unavailable }
    switch derivative {
    case .zero: return .zero
    case .one: return .one
    case .minusOne: return .minusOne
    case .term(let term):
      return program(of: term, symbols.variables, graph).map { .program($0) } ?? .unavailable
    case .absorbing(let term):
      return program(of: term, symbols.variables, graph).map { .absorbing($0) } ?? .unavailable
    }
  }

  private static func program(
    of term: Term,
    _ symbols: [Variable],
    _ graph: Graph
  ) -> [Instruction]? {
    var program: [Instruction] = []
    let isComplete = emit(term.id, symbols.map(\.id), graph, into: &program)
    return isComplete && program.count <= stackSize ? program : nil
  }

  /// Appends the instructions that compute a node.
  ///
  /// - Returns: false where an operation has no instruction.
  private static func emit(
    _ id: NodeID,
    _ symbols: [NodeID],
    _ graph: Graph,
    into program: inout [Instruction]
  ) -> Bool {
    if let symbol = symbols.firstIndex(of: id) {
      program.append([.first, .second, .result][symbol])
      return true
    }
    let operation = graph.operation(of: id)
    if operation === Operation.leaf {
      program.append(.constant(graph.value(of: id).scalar))
      return true
    }
    for input in graph.inputs(of: id) {
      guard emit(input, symbols, graph, into: &program) else { return false }
    }
    switch operation.family {
    case .unary(let kernel, _): program.append(.unary(kernel))
    case .binary(let kernel, _): program.append(.binary(kernel))
    default:
      if operation === Operation.select {
        program.append(.select)
      } else if operation === Operation.step {
        program.append(.step)
      } else {
        return false
      }
    }
    return true
  }
}

/// What rules of derivatives are run on to be read: an operand, another, and the result.
final class RuleSymbols {
  let graph: Graph
  let variables: [Variable]

  init() {
    let graph = Graph(interruption: Interruption())
    self.graph = graph
    variables = (0..<3).map { _ in
      graph.makeLeaf(
        .number(0.5),
        Dependency(tag: graph.makeTag(), version: 0, isParameter: false),
        name: nil
      )
    }
  }
}
