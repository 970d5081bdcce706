extension Parser {
  /// Notes that the current token does not fit, with the likeliest remedy.
  mutating func unexpected(_ expected: String) -> Failure {
    let symbol = current
    switch symbol.kind {
    case .invalid:
      return Failure()
    case .endOfText:
      let upper = previous.upper
      report(
        SyntaxIssue(
          "the text ends where \(expected) should stand",
          Span(upper, upper),
          isUnfinished: true
        )
      )
      return Failure()
    case _ where symbol.kind.beginsOperand && !isAtLineEnd && previous.kind.endsOperand:
      return sideBySide()
    default:
      break
    }
    if let (message, hint) = mistaken(symbol, expected) {
      return failure(message, symbol.span, hint: hint)
    }
    if isAtLineEnd || symbol.newlineBefore && symbol.kind.isInfix && context.newlineEnds {
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
    switch symbol.kind {
    case .assign:
      return ("an assignment is a statement of its own", "equality is `==`")
    case .set, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign:
      return ("an assignment is a statement of its own", nil)
    case .arrow:
      return ("a function as an operand needs parentheses", "`(x -> …)`")
    case .colon:
      return colonMistake()
    case .comma where context.newlineEnds:
      return ("a tuple stands in parentheses", "`(a, b)`")
    case .question:
      return ("`?` stands alone before or behind a name", "a choice is `if c { a } else { b }`")
    case .elseKeyword:
      return ("`else` without its `if`", "`if c { … } else { … }`")
    case .forKeyword where !context.newlineEnds:
      return ("a comprehension stands alone in square brackets", "`[f(x) for x in rows]`")
    case .forKeyword, .whileKeyword, .returnKeyword, .breakKeyword, .continueKeyword:
      return ("`\(text(symbol))` is a statement and has no value", "put it into braces")
    case .inKeyword:
      return ("`in` belongs to `for`", "`any(xs == x)` finds a member")
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
    case .matrixMultiply:
      return expected == "an expression" ? ("`@` stands between two operands", nil) : nil
    default:
      return nil
    }
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
    return ("`:` stands in slices and records", "a range is `a..<b` or `a...b`")
  }

  // MARK: - Two operands side by side

  /// Refuses an operand directly behind another: `A x`, `2 x`, `f (x)`, `[1 2]`.
  private mutating func sideBySide() -> Failure {
    let (left, right) = (previous, current)
    let span = left.span.union(right.span)
    if let (message, hint) = foreignStatement(left) {
      return failure(message, span, hint: hint)
    }
    if context.isList {
      return failure("missing comma", span, hint: "members of a list stand between commas")
    }
    let (first, second) = (excerpt(left.span), excerpt(right.span))
    switch (left.kind, right.kind) {
    case (.number, .name), (.number, .root), (.number, .nabla):
      if !right.spaceBefore { break }
      return failure(
        "a space in a product without `*`",
        span,
        hint: "`\(first)\(second)` or `\(first) * \(second)`"
      )
    case (.number, .leftParenthesis):
      return failure(
        "a space in a product without `*`",
        span,
        hint: "`\(first)(…)` or `\(first) * (…)`"
      )
    case (_, .leftParenthesis) where right.spaceBefore:
      return failure(
        "a space before the parenthesis of a call",
        right.span,
        hint: "`\(callee(left))(…)` or `\(callee(left)) * (…)`"
      )
    case (_, .leftBracket) where right.spaceBefore:
      return failure(
        "a space before the bracket of an index",
        right.span,
        hint: "`\(callee(left))[…]`"
      )
    case (.name, .stringStart):
      let isPrefix = !right.spaceBefore && first.utf8.count <= 2
      return failure(
        isPrefix ? "strings have no prefix" : "a call needs parentheses",
        span,
        hint: isPrefix ? "`\"…{x}…\"` interpolates" : "`\(first)(\"…\")`"
      )
    default:
      break
    }
    if left.kind == .name || right.kind == .name || left.kind == .number {
      if left.kind == .superscript, let base = functionBefore(left) {
        let raised = text(left).unicodeScalars.compactMap(ScalarClasses.lowered)
        let hint = "`\(base)(\(second))^\(String(raised))`"
        return failure("nothing is called behind a superscript", span, hint: hint)
      }
      let operands = left.kind == .name && right.kind == .name
      let (a, b) = (callee(left), second)
      return failure(
        "an operator is missing",
        span,
        hint: operands ? "`\(a) * \(b)` or `\(a) @ \(b)`" : "`\(a) * \(b)`"
      )
    }
    return failure("an operator is missing", span, hint: "`*`, `@` or a comma")
  }

  /// The text of an operand's last token, `…` before a closing bracket.
  private func callee(_ token: Token) -> String {
    token.kind == .name || token.kind == .number ? text(token) : "…\(excerpt(token.span))"
  }

  /// The function of lectures that a superscript raises: `sin² x`.
  private func functionBefore(_ superscript: Token) -> String? {
    guard position >= 2 else { return nil }
    let base = text(tokens[position - 2])
    return functionsOfLectures.contains(base) ? base : nil
  }
}
