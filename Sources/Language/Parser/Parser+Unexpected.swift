extension Parser {
  /// Notes that the current token does not fit, with the likeliest remedy.
  mutating func unexpected(_ expected: String) -> Failure {
    let isOperand = current.kind.beginsOperand && !at(.leftBrace) && !at(.not)
    let isSecond = isOperand && !isAtLineEnd && previous.kind.endsOperand
    return isSecond ? sideBySide() : misplaced(expected)
  }

  /// Notes that the current token does not fit, whatever stands before it.
  mutating func misplaced(_ expected: String) -> Failure {
    let symbol = current
    switch symbol.kind {
    case .invalid:
      return Failure()
    case .endOfText:
      if let increment = incrementBefore(symbol) { return increment }
      let upper = previous.upper
      report(
        SyntaxIssue(
          "the text ends where \(expected) should stand",
          Span(upper, upper),
          hint: percentHint,
          isUnfinished: true
        )
      )
      return Failure()
    default:
      break
    }
    if let (message, hint) = mistaken(symbol, expected) {
      return failure(message, symbol.span, hint: hint)
    }
    if let increment = incrementBefore(symbol) { return increment }
    if let percentHint {
      return failure("`%` is the remainder of a division", previous.span, hint: percentHint)
    }
    if isAtLineEnd, !previous.kind.continuesStatement {
      if symbol.kind.isInfix, position == statementStart {
        reportLeadingOperator()
        return Failure()
      }
      let end = Span(previous.upper, previous.upper)
      return failure("the line ends where \(expected) should stand", end)
    }
    return failure("\(expected) should stand here, not `\(excerpt(symbol.span))`", symbol.span)
  }

  /// What a token that does not fit usually means.
  private func mistaken(_ symbol: Token, _ expected: String) -> (String, String?)? {
    if symbol.kind.isKeyword, peek().kind.assignmentOperator != nil {
      return ("`\(text(symbol))` is a keyword and no name", nil)
    }
    switch symbol.kind {
    case .assign where previous.kind.isKeyword && position == statementStart + 1:
      return ("`\(text(previous))` is a keyword and no name", nil)
    case .assign
    where current.spaceBefore && [.add, .subtract, .multiply, .divide].contains(previous.kind):
      let sign = text(previous) + "="
      return ("`\(sign)` is written without a space", "`x \(sign) 1`")
    case .semicolon where context.isList:
      return ("a matrix is a list of its rows", "`[[1, 2], [3, 4]]`")
    case .semicolon where expected == "`,` or `}`":
      return ("fields stand between commas", "`{a: 1, b: 2}`")
    case .leftBrace where previous.kind == .name && text(previous).hasSuffix("_"):
      return ("a subscript stands without braces", "`x_1` or `x₁`")
    case .assign:
      return ("an assignment is a statement of its own", "equality is `==`")
    case .set, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign:
      return ("an assignment is a statement of its own", nil)
    case .arrow where followsSignature:
      let hint = "`\(excerpt(Span(tokens[statementStart].lower, previous.upper))) = …`"
      return ("a function with a name is defined with `=`", hint)
    case .arrow:
      return ("a function as an operand needs parentheses", "`(x -> …)`")
    case .colon:
      return colonMistake()
    case .comma where startsFieldWithEquals:
      return ("a field is written `name: value`", "`{\(text(tokens[statementStart])): …}`")
    case .dot:
      return ("a name is missing behind `.`", nil)
    case .comma where groupsDigits:
      return ("digits are grouped with `_`", "`\(text(previous))_\(text(peek()))`")
    case .comma where decimalComma != nil:
      return decimalComma
    case .comma where context.newlineEnds && isBehindBrace:
      return ("members stand in brackets", "a list is `[a, b]`, a tuple `(a, b)`")
    case .comma where context.newlineEnds:
      let isTarget = tokens[statementStart].kind == .name && position == statementStart + 1
      return ("a tuple stands in parentheses", isTarget ? parenthesizedAssignment : "`(a, b)`")
    case .question:
      return ("`?` stands alone before or behind a name", "a choice is `if c { a } else { b }`")
    case .elseKeyword where endsBodyTooEarly:
      return ("no `;` stands before `else`", "`if c { … } else { … }`")
    case .elseKeyword:
      return ("`else` without its `if`", "`if c { … } else { … }`")
    case .forKeyword where !context.newlineEnds:
      return ("a comprehension stands alone in square brackets", "`[f(x) for x in rows]`")
    case .forKeyword:
      return ("`for` is a statement and has no value", "`[f(x) for x in xs]` makes a list")
    case .whileKeyword, .returnKeyword, .breakKeyword, .continueKeyword:
      return ("`\(text(symbol))` is a statement and has no value", "put it into braces")
    case .inKeyword:
      return ("`in` belongs to `for`", "`any(xs == x)` finds a member")
    case .not:
      return ("`not` stands before one operand", "`a != b`, `a and not b`")
    case .superscript:
      return ("a superscript stands directly behind its base", nil)
    case .transpose:
      return ("`ᵀ` stands directly behind its operand", nil)
    case .closedRange:
      return ("a range has two ends", "`a...b`")
    case .halfOpenRange:
      return ("a range has two ends", "`a..<b`")
    case .norm where previous.kind.endsOperand:
      return ("`‖` opens nothing here", "a product is written with `*`")
    case .modulo where position == statementStart && peek().spaceBefore:
      return ("`%` stands between two operands", "a comment starts with `#`")
    case .matrixMultiply:
      return expected == "an expression" ? ("`@` stands between two operands", nil) : nil
    default:
      return nil
    }
  }

  /// Whether the statement is the `a = 1` of `{a = 1, b = 2}`.
  private var startsFieldWithEquals: Bool {
    statementStart > 0 && tokens[statementStart - 1].kind == .leftBrace
      && tokens[statementStart + 1].kind == .assign && context.newlineEnds
  }

  /// Whether the statement is the `1` of `{1, 2}`.
  private var isBehindBrace: Bool {
    statementStart > 0 && tokens[statementStart - 1].kind == .leftBrace
  }

  /// Whether the comma is that of `1,000`.
  private var groupsDigits: Bool {
    context.newlineEnds && previous.kind == .number && peek().kind == .number
      && !peek().spaceBefore && text(peek()).utf8.count == 3
  }

  /// Whether the statement so far is `f(x)`.
  private var followsSignature: Bool {
    tokens[statementStart].kind == .name && isCall(at: statementStart)
      && partner(of: statementStart + 1) == position - 1
  }

  /// Whether a parenthesis stands behind a token.
  func isCall(at index: Int) -> Bool {
    tokens[index + 1].kind == .leftParenthesis && isClosed(index + 1)
  }

  /// Whether `};` stands before the current token.
  private var endsBodyTooEarly: Bool {
    position > 1 && previous.kind == .semicolon && tokens[position - 2].kind == .rightBrace
  }

  /// What `50%` means where a right operand is missing.
  private var percentHint: String? {
    guard previous.kind == .modulo, !previous.spaceBefore, position > 1,
      tokens[position - 2].kind == .number
    else { return nil }
    let number = text(tokens[position - 2])
    return "\(number) percent is `\(number)/100`"
  }

  private func colonMistake() -> (String, String?) {
    if previous.kind == .name, text(previous) == "lambda" {
      return ("a function is written with `->`", "`x -> x^2`")
    }
    if previous.kind == .elseKeyword || previous.kind == .rightParenthesis, context.newlineEnds {
      return ("a body stands in braces", "`{ … }`")
    }
    if context.isList {
      return ("a list of numbers in steps", "`arange(start, stop, step)`, or `a...b`")
    }
    if previous.kind == .stringEnd {
      return ("a field's name stands without quotes", "`{name: value}`")
    }
    return colonInCall() ?? colonBehindName()
      ?? ("`:` stands in slices and records", "a range is `a..<b` or `a...b`")
  }

  /// `A(:, 1)`, `f(x: 3)` and `(a: 1)`.
  private func colonInCall() -> (String, String?)? {
    guard !context.newlineEnds, let (name, isCall) = surroundingCall else { return nil }
    if previous.kind == .leftParenthesis || previous.kind == .comma {
      guard isCall else { return nil }
      return ("an index stands in square brackets", "`\(text(name))[:, 1]`, counted from 0")
    }
    guard previous.kind == .name else { return nil }
    let field = text(previous)
    return isCall
      ? ("an argument is named with `=`", "`\(field)=…`")
      : ("a record stands in braces", "`{\(field): …}`")
  }

  /// `x: 3` and `x = 1:5`.
  private func colonBehindName() -> (String, String?)? {
    guard context.newlineEnds else { return nil }
    if previous.kind == .name, position == statementStart + 1 {
      return ("a value is given to a name with `=`", "`\(text(previous)) = …`")
    }
    if isBehindBrace, previous.kind == .number {
      return ("a field is named by a word", "`{name: value}`")
    }
    guard previous.kind == .number || previous.kind == .name,
      peek().kind == .number || peek().kind == .name, peek(2).kind != .colon
    else { return nil }
    let (first, last) = (text(previous), text(peek()))
    return (
      "`:` stands in slices and records",
      "`\(first)...\(last)` is a range with its last number, `\(first)..<\(last)` without"
    )
  }

  /// Refuses `x++` and `x--` where a statement ends.
  private mutating func incrementBefore(_ symbol: Token) -> Failure? {
    guard symbol.newlineBefore || symbol.kind == .semicolon || symbol.kind == .rightBrace,
      position >= 3, !previous.spaceBefore, previous.kind == tokens[position - 2].kind,
      previous.kind == .add || previous.kind == .subtract
    else { return nil }
    let sign = text(previous)
    return failure(
      "`\(sign)\(sign)` is no operator",
      tokens[position - 2].span.union(previous.span),
      hint: "`\(excerpt(tokens[position - 3].span)) \(sign)= 1`"
    )
  }
}
