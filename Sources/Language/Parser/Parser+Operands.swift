extension Parser {
  /// Reads a power, or a number and a power side by side: `2x`, `3x^2`, `2(x + 1)`.
  mutating func product() throws(Failure) -> Expression {
    let start = position
    let left = try power()
    guard tokens[start].kind == .number, position == start + 1, isJuxtaposed else { return left }
    return try juxtaposition(left)
  }

  /// Whether the current token makes a product with the number directly before it.
  private var isJuxtaposed: Bool {
    guard !current.spaceBefore else { return false }
    switch current.kind {
    case .name, .leftParenthesis, .root, .nabla: return true
    case .norm: return context.openNorms == 0
    default: return false
    }
  }

  private mutating func juxtaposition(_ left: Expression) throws(Failure) -> Expression {
    let outerHeight = height
    height = 0
    let right = try power(isFactor: at(.leftParenthesis))
    height = max(height, outerHeight)
    try grow()
    let gap = Span(right.span.lower, right.span.lower)
    return Expression(.binary(.multiply, left, right, gap), left.span.union(right.span))
  }

  /// Reads a prefix chain with its superscript or exponent.
  ///
  /// A parenthesis that is the factor of a number is not called or indexed.
  private mutating func power(isFactor: Bool = false) throws(Failure) -> Expression {
    let start = position
    var base = try prefixed(isFactor: isFactor)
    if at(.superscript), !current.spaceBefore {
      base = try superscripted(base, start)
    }
    guard at(.power) else { return base }
    if isAtLineEnd { reportLeadingOperator() }
    let symbol = current
    advance()
    let outerHeight = height
    height = 0
    let exponent = try exponent(of: base)
    height = max(height, outerHeight)
    try grow()
    let span = base.span.union(exponent.span)
    return Expression(.binary(.power, base, exponent, symbol.span), span)
  }

  private mutating func exponent(
    of base: Expression,
    signs: String = ""
  ) throws(Failure) -> Expression {
    try enterPrefix()
    defer { leavePrefix() }
    let symbol = current
    if at(.subtract) || at(.add) {
      advance()
      let operand = try exponent(of: base, signs: signs + text(symbol))
      return try unary(symbol.kind == .add ? .plus : .negate, symbol, operand)
    }
    let start = position
    let exponent = try power()
    guard tokens[start].kind == .number, position == start + 1, isJuxtaposed else {
      return exponent
    }
    let product = try juxtaposition(exponent)
    guard case .binary(_, _, let factor, _) = product.kind else { return product }
    let (number, rest) = (excerpt(exponent.span), excerpt(factor.span))
    let below = excerpt(base.span)
    var hint = "`\(below)^(\(signs)\(number)\(rest))` or `\(below)^\(signs)\(number) * \(rest)`"
    if case .name(let name) = base.kind, functionsOfLectures.contains(name), rest.hasPrefix("(") {
      hint = "`\(name)\(rest)^\(number)`"
    }
    report("an exponent before a name has two readings", base.span.union(product.span), hint: hint)
    return product
  }

  /// Reads a superscript as the power it stands for.
  private mutating func superscripted(
    _ base: Expression,
    _ start: Int
  ) throws(Failure) -> Expression {
    let symbol = current
    advance()
    var exponent = try superscriptValue(symbol)
    exponent = Expression(exponent.kind, symbol.span)
    try grow()
    let power = Expression(
      .binary(.power, base, exponent, Span(symbol.lower, symbol.lower)),
      base.span.union(symbol.span)
    )
    try refusePostfix(after: symbol, base: base)
    return power
  }

  private mutating func superscriptValue(_ symbol: Token) throws(Failure) -> Expression {
    var lowered = text(symbol).unicodeScalars.compactMap(ScalarClasses.lowered)
    let isNegative = lowered.first == "-"
    if isNegative { lowered.removeFirst() }
    let hasName = lowered.last == "n"
    if hasName { lowered.removeLast() }
    guard lowered.allSatisfy({ $0 != "-" && $0 != "n" }), hasName || !lowered.isEmpty else {
      throw failure(
        "`\(text(symbol))` is no exponent",
        symbol.span,
        hint: "powers are written with `^`"
      )
    }
    var value = Expression(.number(Double(String(lowered)) ?? 1), symbol.span)
    if hasName {
      let name = Expression(.name("n"), symbol.span)
      let gap = Span(symbol.upper, symbol.upper)
      value =
        lowered.isEmpty
        ? name : Expression(.binary(.multiply, value, name, gap), symbol.span)
    }
    return isNegative ? Expression(.unary(.negate, value), symbol.span) : value
  }

  /// Refuses what would apply to a superscript: `sin²(x)`, `x²[0]`, `x²^3`.
  private mutating func refusePostfix(after symbol: Token, base: Expression) throws(Failure) {
    guard !current.spaceBefore else { return }
    let (below, raised) = (excerpt(base.span), text(symbol))
    switch current.kind {
    case .leftParenthesis:
      let argument = excerpt(
        Span(current.lower, tokens[partner(of: position)].upper)
      )
      throw failure(
        "nothing is called behind a superscript",
        base.span.union(symbol.span),
        hint: functionPowerHint(below, raised, argument)
      )
    case .leftBracket, .dot, .prime, .transpose:
      throw failure(
        "nothing is applied to a superscript",
        current.span,
        hint: "`(\(below)\(raised))\(appliedText)`"
      )
    case .power:
      report(
        "a superscript and `^` have two readings",
        base.span.union(current.span),
        hint: "`(\(below)\(raised))^…` or `\(below)^(…)`"
      )
    default:
      return
    }
  }

  /// The text of the index, field, prime or transpose at the current token.
  private var appliedText: String {
    at(.dot) ? "." + text(peek()) : bracketed
  }

  /// The remedy for `sin²(x)` and `sin⁻¹(x)`.
  private func functionPowerHint(_ name: String, _ raised: String, _ argument: String) -> String {
    let exponent = String(raised.unicodeScalars.compactMap(ScalarClasses.lowered))
    if exponent == "-1", let inverse = inverseFunctions[name] { return "`\(inverse)\(argument)`" }
    if functionsOfLectures.contains(name) { return "`\(name)\(argument)^\(exponent)`" }
    return "`\(name)\(argument)^\(exponent)` or `\(name)\(raised) * \(argument)`"
  }
}

/// Functions that lectures write with the exponent behind the name.
let functionsOfLectures: Set<String> = [
  "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "log", "ln", "exp",
]

private let inverseFunctions = [
  "sin": "asin", "cos": "acos", "tan": "atan", "sinh": "asinh", "cosh": "acosh",
  "tanh": "atanh",
]
