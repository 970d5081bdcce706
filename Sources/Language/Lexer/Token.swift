/// A word, number, symbol or piece of a string with its place in the text.
struct Token {
  let kind: Kind
  private let flags: UInt8
  private let start: UInt32
  private let end: UInt32

  init(_ kind: Kind, _ lower: Int, _ upper: Int, spaceBefore: Bool, newlineBefore: Bool) {
    self.kind = kind
    self.flags = (spaceBefore ? 1 : 0) | (newlineBefore ? 2 : 0)
    self.start = UInt32(truncatingIfNeeded: lower)
    self.end = UInt32(truncatingIfNeeded: upper)
  }

  /// The UTF-8 offset of its first byte.
  var lower: Int { Int(start) }
  /// The UTF-8 offset behind its last byte.
  var upper: Int { Int(end) }
  var span: Span { Span(lower, upper) }
  /// Whether a space, a comment or a newline stands directly before it.
  var spaceBefore: Bool { flags & 1 != 0 }
  /// Whether it is the first of its line.
  var newlineBefore: Bool { flags & 2 != 0 }

  /// What a token can be.
  enum Kind: UInt8 {
    case endOfText
    /// Text that the lexer has already reported.
    case invalid
    case number, name
    case ifKeyword, elseKeyword, forKeyword, inKeyword, whileKeyword
    case breakKeyword, continueKeyword, returnKeyword
    case and, or, not
    case trueLiteral, falseLiteral, noneLiteral
    case stringStart, stringText, interpolationStart, format, interpolationEnd, stringEnd
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
    case comma, colon, semicolon, dot, question
    case prime, transpose, superscript, norm, root, nabla
    case arrow, assign, set, addAssign, subtractAssign, multiplyAssign, divideAssign
    case power, multiply, divide, matrixMultiply, modulo, dotProduct, add, subtract, compose
    case halfOpenRange, closedRange
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case pipe
    /// `%name` at the start of a top-level statement, up to the end of the line.
    case command
  }
}

extension Token.Kind {
  /// Whether an operand may end with it, so that what follows is an operator.
  var endsOperand: Bool {
    switch self {
    case .number, .name, .trueLiteral, .falseLiteral, .noneLiteral, .stringEnd,
      .rightParenthesis, .rightBracket, .rightBrace, .prime, .transpose, .superscript, .norm,
      .invalid:
      true
    default:
      false
    }
  }

  /// Whether a statement goes on behind it, on the next line too.
  var continuesStatement: Bool {
    if infixOperator != nil || self == .power { return true }
    switch self {
    case .arrow, .assign, .set, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign,
      .not, .inKeyword, .elseKeyword, .comma, .root, .nabla:
      return true
    default:
      return false
    }
  }

  var isKeyword: Bool {
    switch self {
    case .ifKeyword, .elseKeyword, .forKeyword, .inKeyword, .whileKeyword, .breakKeyword,
      .continueKeyword, .returnKeyword, .and, .or, .not, .trueLiteral, .falseLiteral,
      .noneLiteral:
      true
    default:
      false
    }
  }

  var assignmentOperator: AssignmentOperator? {
    switch self {
    case .assign: .assign
    case .set: .set
    case .addAssign: .add
    case .subtractAssign: .subtract
    case .multiplyAssign: .multiply
    case .divideAssign: .divide
    default: nil
    }
  }
}
