import TensorCore

import Autodiff

/// An expression in a vector of three elements, smooth near where it is looked at.
indirect enum RandomExpression {
  case point
  case constant([Double])
  case unary(Operation, RandomExpression)
  case binary(Operation, RandomExpression, RandomExpression)
  /// `2 + sin(b)` below the line, so that nothing is divided by zero.
  case quotient(RandomExpression, RandomExpression)
  /// `f(1 + x²)`, for functions of positive numbers.
  case ofPositive(Operation, RandomExpression)
  /// A matrix times a vector.
  case product([Double], RandomExpression)
  case reversed(RandomExpression)
  /// A sum over the vector, repeated.
  case total(RandomExpression)
  /// Elements of the one or the other.
  case choice([Double], RandomExpression, RandomExpression)

  static let size = 3

  private static let unaries: [Operation] = [
    .sin, .cos, .tanh, .sigmoid, .softplus, .erf, .atan, .asinh, .square, .negate,
  ]
  private static let positives: [Operation] = [.sqrt, .log, .reciprocal, .cbrt, .log1p]
  private static let binaries: [Operation] = [.add, .subtract, .multiply, .multiply, .logaddexp]

  /// Draws an expression of at most the given depth.
  init(depth: Int, _ random: inout RandomStream) throws {
    func draw(_ count: Int) throws -> Int { Int(try random.uniform(count: 1)[0] * Double(count)) }
    func expression() throws -> RandomExpression {
      try RandomExpression(depth: depth - 1, &random)
    }
    func numbers(_ count: Int) throws -> [Double] {
      try random.uniform(count: count).values.map { 2 * $0 - 1 }
    }
    guard depth > 0 else {
      self = try draw(4) > 0 ? .point : .constant(numbers(Self.size))
      return
    }
    switch try draw(12) {
    case 0, 1, 2: self = try .unary(Self.unaries[draw(Self.unaries.count)], expression())
    case 3, 4, 5:
      self = try .binary(Self.binaries[draw(Self.binaries.count)], expression(), expression())
    case 6: self = try .quotient(expression(), expression())
    case 7: self = try .ofPositive(Self.positives[draw(Self.positives.count)], expression())
    case 8: self = try .product(numbers(Self.size * Self.size), expression())
    case 9: self = try .reversed(expression())
    case 10: self = try .total(expression())
    default: self = try .choice(numbers(Self.size), expression(), expression())
    }
  }

  /// The value at a point, a vector again.
  func value(at point: Operand, _ graph: Graph) throws -> Operand {
    let shape: Shape = [Self.size]
    switch self {
    case .point: return point
    case .constant(let values): return Operand(try Tensor(values: values, shape: shape))
    case .unary(let operation, let x):
      return try graph.apply(operation, x.value(at: point, graph))
    case .binary(let operation, let a, let b):
      return try graph.apply(operation, a.value(at: point, graph), b.value(at: point, graph))
    case .quotient(let a, let b):
      let wave = try graph.apply(.sin, b.value(at: point, graph))
      return try graph.apply(
        .divide,
        a.value(at: point, graph),
        graph.apply(.add, .number(2), wave)
      )
    case .ofPositive(let operation, let x):
      let square = try graph.apply(.square, x.value(at: point, graph))
      return try graph.apply(operation, graph.apply(.add, .number(1), square))
    case .product(let values, let x):
      let matrix = Operand(try Tensor(values: values, shape: [Self.size, Self.size]))
      return try graph.apply(.matmul, matrix, x.value(at: point, graph))
    case .reversed(let x):
      let backwards = AxisSelection.slice(start: nil, stop: nil, step: -1)
      return try graph.apply(.index([backwards]), x.value(at: point, graph))
    case .total(let x):
      let sum = try graph.apply(.sum(axes: nil), x.value(at: point, graph))
      return try graph.apply(.broadcast(to: shape), sum)
    case .choice(let mask, let a, let b):
      let isFirst = try Tensor(values: mask.map { $0 > 0 ? 1 : 0 }, shape: shape, dtype: .bool)
      return try graph.apply(
        .select,
        [.tensor(isFirst), a.value(at: point, graph), b.value(at: point, graph)]
      )
    }
  }
}
