/// How tightly an operator binds, loosest first.
enum Precedence: Int, Comparable {
  case lowest, pipe, or, and, not, comparison, range, compose, sum, product, unary

  static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

  /// The next tighter one, for the right operand of an operator that groups to the left.
  var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }
}

/// An operator between two operands, but for `^`, which operands read themselves.
enum InfixOperator {
  case binary(BinaryOperator, Precedence)
  case comparison(ComparisonOperator)
  case range(closed: Bool)

  var precedence: Precedence {
    switch self {
    case .binary(_, let precedence): precedence
    case .comparison: .comparison
    case .range: .range
    }
  }
}

extension Token.Kind {
  var infixOperator: InfixOperator? {
    switch self {
    case .pipe: .binary(.pipe, .pipe)
    case .or: .binary(.or, .or)
    case .and: .binary(.and, .and)
    case .compose: .binary(.compose, .compose)
    case .add: .binary(.add, .sum)
    case .subtract: .binary(.subtract, .sum)
    case .multiply: .binary(.multiply, .product)
    case .divide: .binary(.divide, .product)
    case .matrixMultiply: .binary(.matrixMultiply, .product)
    case .modulo: .binary(.modulo, .product)
    case .dotProduct: .binary(.dot, .product)
    case .equal: .comparison(.equal)
    case .notEqual: .comparison(.notEqual)
    case .less: .comparison(.less)
    case .lessOrEqual: .comparison(.lessOrEqual)
    case .greater: .comparison(.greater)
    case .greaterOrEqual: .comparison(.greaterOrEqual)
    case .halfOpenRange: .range(closed: false)
    case .closedRange: .range(closed: true)
    default: nil
    }
  }

  /// Whether it stands between two operands, `^` and `->` included.
  var isInfix: Bool {
    infixOperator != nil || self == .power || self == .arrow || assignmentOperator != nil
  }

  /// Whether an operand may begin with it, signs aside.
  var beginsOperand: Bool {
    switch self {
    case .number, .name, .ifKeyword, .not, .trueLiteral, .falseLiteral, .noneLiteral,
      .stringStart, .leftParenthesis, .leftBracket, .leftBrace, .norm, .root, .nabla:
      true
    default:
      false
    }
  }
}
