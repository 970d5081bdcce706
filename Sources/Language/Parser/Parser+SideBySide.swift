/// What to say where an operand stands directly behind another: `A x`, `2 x`, `f (x)`, `[1 2]`.
extension Parser {
  mutating func sideBySide() -> Failure {
    let (left, right) = (previous, current)
    let span = left.span.union(right.span)
    if let (message, hint) = foreignStatement(left) {
      return failure(message, span, hint: hint)
    }
    if let (message, hint) = foreignConnective(right) {
      return failure(message, right.span, hint: hint)
    }
    if right.kind == .ifKeyword {
      return failure("a choice begins with `if`", right.span, hint: "`if c { a } else { b }`")
    }
    if context.isList {
      if isMatrixOfElsewhere {
        let hint = "`[[1, 2], [3, 4]]`"
        return failure("a matrix is a list of its rows, with commas", span, hint: hint)
      }
      let (first, second) = (leftText(left), operandText)
      let hint =
        first.hasPrefix("…")
        ? "members of a list stand between commas"
        : "`\(first), \(second)`"
      return failure("missing comma", span, hint: hint)
    }
    if right.kind == .name, peek().kind.assignmentOperator != nil || startsDefinition {
      if left.kind == .name, position == statementStart + 1, peek().kind == .assign {
        let hint = "`\(text(left))(\(text(right))) = …`"
        return failure("the parameters of a function stand in parentheses", span, hint: hint)
      }
      let hint = "`;` or a new line between them"
      return failure("two statements on one line", right.span, hint: hint)
    }
    return spacedOperands(left, right) ?? missingOperator(left, right)
  }

  /// Refuses a space where there must be none, and what must not touch.
  private mutating func spacedOperands(_ left: Token, _ right: Token) -> Failure? {
    let span = left.span.union(right.span)
    let (first, second) = (leftText(left), operandText)
    switch (left.kind, right.kind) {
    case (.number, .name), (.number, .root), (.number, .nabla), (.number, .leftParenthesis):
      // Behind a power the number is its exponent, and no factor of what follows.
      guard right.spaceBefore, !isExponent(at: position - 1) else { return nil }
      let hint = "`\(first)\(second)` or `\(first) * \(second)`"
      return failure("a space in a product without `*`", span, hint: hint)
    case (.name, .leftParenthesis) where isDerivative(left):
      let hint = "the derivative of a function is `f'(x)`, of a value `grad(L, x)`"
      let whole = tokens[position - 3].span.union(left.span)
      return failure("a derivative is not written as a fraction", whole, hint: hint)
    case (_, .leftParenthesis) where right.spaceBefore:
      let hint = "`\(first)\(second)` or `\(first) * \(second)`"
      return failure("a space before the parenthesis of a call", right.span, hint: hint)
    case (_, .leftBracket) where right.spaceBefore:
      let hint = "`\(first)\(second)`"
      return failure("a space before the bracket of an index", right.span, hint: hint)
    case (.name, .stringStart):
      guard !right.spaceBefore, first.utf8.count <= 2 else {
        return failure("a call needs parentheses", left.span, hint: "`\(first)(\(second))`")
      }
      return failure("strings have no prefix", span, hint: "`\"…{x}…\"` interpolates")
    case (.number, .number)
    where right.spaceBefore && second.utf8.count == 3 && !second.contains("."):
      let hint = "`\(first)_\(second)`, or an operator between two numbers"
      return failure("the digits of a number are not separated by spaces", span, hint: hint)
    case (.name, .number) where !right.spaceBefore:
      let hint = "`\(first)[\(second.dropFirst())]` is a member"
      return failure("a field is a name", span, hint: hint)
    default:
      return nil
    }
  }

  private mutating func missingOperator(_ left: Token, _ right: Token) -> Failure {
    let span = left.span.union(right.span)
    let (first, second) = (leftText(left), operandText)
    if left.kind == .superscript, let base = functionBefore(left) {
      let raised = text(left).unicodeScalars.compactMap(ScalarClasses.lowered)
      let hint = "`\(base)(\(second))^\(String(raised))`"
      return failure("nothing is called behind a superscript", span, hint: hint)
    }
    if left.kind == .name, functionsOfLectures.contains(first) || first == "print" {
      return failure("a call needs parentheses", span, hint: "`\(first)(\(second))`")
    }
    if left.kind == .stringEnd || right.kind == .stringStart {
      let hint = "`\"{a}{b}\"` puts texts together"
      return failure("an operator or a comma is missing", span, hint: hint)
    }
    let areNames = left.kind == .name && right.kind == .name
    if areNames, position > 1, tokens[position - 2].kind == .modulo, left.spaceBefore {
      let message = "`%` is the remainder of a division"
      return failure(message, tokens[position - 2].span, hint: "a comment starts with `#`")
    }
    let product = "`\(first) * \(second)`"
    if left.kind == .transpose {
      return failure("an operator is missing", span, hint: "`\(first) @ \(second)`")
    }
    let hint = areNames ? product + " or `\(first) @ \(second)`" : product
    return failure("an operator is missing", span, hint: hint)
  }

  // MARK: - Texts for hints

  /// The operand that begins at the current token, as far as a hint shows it.
  var operandText: String {
    switch current.kind {
    case .leftParenthesis, .leftBracket, .leftBrace:
      bracketed
    case .name where peek().kind == .leftParenthesis && !peek().spaceBefore:
      excerpt(Span(current.lower, tokens[partner(of: position + 1)].upper))
    case .norm: "‖…‖"
    case .stringStart: quoted
    case .root, .nabla: text(current) + (peek().kind == .name ? text(peek()) : "…")
    default: excerpt(current.span)
    }
  }

  /// The text of the bracket at the current token, or of that token.
  var bracketed: String {
    switch current.kind {
    case .leftParenthesis, .leftBracket, .leftBrace:
      excerpt(Span(current.lower, tokens[partner(of: position)].upper))
    default: excerpt(current.span)
    }
  }

  /// Whether the name is the `dx` of `d/dx (x^2)`.
  private func isDerivative(_ symbol: Token) -> Bool {
    guard text(symbol).hasPrefix("d"), position >= 3, tokens[position - 2].kind == .divide
    else { return false }
    return text(tokens[position - 3]).hasPrefix("d")
  }

  private func isExponent(at index: Int) -> Bool {
    index > 0 && tokens[index - 1].kind == .power
  }

  /// The operand that the previous token ends, `…` where more than a name belongs to it.
  private func leftText(_ token: Token) -> String {
    switch token.kind {
    case .name, .number:
      guard isExponent(at: position - 1), position >= 3, tokens[position - 3].kind == .name else {
        return text(token)
      }
      return text(tokens[position - 3].span.union(token.span))
    case .superscript, .prime, .transpose:
      guard position >= 2, tokens[position - 2].kind == .name else { return "…" + text(token) }
      return text(tokens[position - 2].span.union(token.span))
    default: return "…"
    }
  }

  /// The function of lectures that a superscript raises: `sin² x`.
  private func functionBefore(_ superscript: Token) -> String? {
    guard position >= 2 else { return nil }
    let base = text(tokens[position - 2])
    return functionsOfLectures.contains(base) ? base : nil
  }
}
