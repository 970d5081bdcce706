extension Parser {
  /// Reads an expression whose operators bind at least as tightly as asked.
  mutating func expression(_ minimum: Precedence = .lowest) throws(Failure) -> Expression {
    try enter()
    let outerHeight = height
    height = 0
    defer {
      height = max(outerHeight, height)
      leave()
    }
    if startsLambda { return try lambda(asOperand: minimum > .lowest) }
    var left = try operand(minimum)
    while let found = try infix(minimum) {
      left = try combine(left, found)
      try grow()
    }
    return left
  }

  /// The operator at the current token if it may go on with the expression.
  private mutating func infix(_ minimum: Precedence) throws(Failure) -> InfixOperator? {
    guard let found = current.kind.infixOperator, found.precedence >= minimum else { return nil }
    if isAtLineEnd, !at(.pipe) {
      if at(.subtract), !isIndentedDeeperThanStatement { return nil }
      reportLeadingOperator()
    }
    if context.isList, at(.subtract) || at(.add), current.spaceBefore, !peek().spaceBefore {
      reportSignInList()
    }
    return found
  }

  /// Reads the operator and its right operand.
  private mutating func combine(
    _ left: Expression,
    _ found: InfixOperator
  ) throws(Failure) -> Expression {
    let symbol = current
    switch found {
    case .binary(let binary, let precedence):
      advance()
      let start = position
      let right = try expression(precedence.next)
      if binary == .divide || binary == .modulo {
        refuseProduct(rightOf: symbol, left: left, right: right, start: start)
      }
      let span = left.span.union(right.span)
      return Expression(.binary(binary, left, right, symbol.span), span)
    case .comparison:
      return try comparison(left)
    case .range(let isClosed):
      advance()
      let right = try expression(.compose)
      if case .range = current.kind.infixOperator, !isAtLineEnd {
        throw failure(
          "a range has two ends",
          current.span,
          hint: "steps are `arange(start, stop, step)`"
        )
      }
      return Expression(.range(left, right, closed: isClosed), left.span.union(right.span))
    }
  }

  /// Reads the rest of a chain of comparisons.
  private mutating func comparison(_ first: Expression) throws(Failure) -> Expression {
    var operands = [first]
    var operators: [ComparisonOperator] = []
    while case .comparison(let comparison) = try infix(.comparison) {
      advance()
      operators.append(comparison)
      operands.append(try expression(.range))
    }
    let span = Span(first.span.lower, previous.upper)
    return Expression(.comparison(operands, operators), span)
  }

  /// Reads one operand with the prefixes that bind at least as tightly as asked.
  private mutating func operand(_ minimum: Precedence) throws(Failure) -> Expression {
    let symbol = current
    guard at(.not) || at(.subtract) || at(.add) else { return try product() }
    try enterPrefix()
    defer { leavePrefix() }
    switch symbol.kind {
    case .not:
      if minimum > .not {
        report("`not` needs parentheses here", symbol.span, hint: "`(not …)`")
      }
      advance()
      return try unary(.not, symbol, try expression(.not))
    case .subtract:
      advance()
      return try unary(.negate, symbol, try expression(.unary))
    default:
      advance()
      return try unary(.plus, symbol, try expression(.unary))
    }
  }

  mutating func unary(
    _ kind: UnaryOperator,
    _ symbol: Token,
    _ operand: Expression
  ) throws(Failure) -> Expression {
    try grow()
    return Expression(.unary(kind, operand), symbol.span.union(operand.span))
  }

  // MARK: - What has two readings

  /// Refuses `1/2x`, whose reader cannot know whether `x` is below the line.
  private mutating func refuseProduct(
    rightOf symbol: Token,
    left: Expression,
    right: Expression,
    start: Int
  ) {
    var first = start
    while tokens[first].kind == .subtract || tokens[first].kind == .add { first += 1 }
    guard tokens[first].kind == .number else { return }
    var product = right
    while case .unary(_, let operand) = product.kind { product = operand }
    guard case .binary(.multiply, let number, let factor, let gap) = product.kind,
      gap.lower == gap.upper
    else { return }
    let (above, sign) = (excerpt(left.span), text(symbol))
    let below = excerpt(right.span)
    let signs = text(Span(right.span.lower, number.span.lower))
    report(
      "`\(sign)` before a product without `*` has two readings",
      left.span.union(right.span),
      hint: "`\(above)\(sign)(\(below))` or "
        + "`\(above)\(sign)\(signs)\(excerpt(number.span)) * \(excerpt(factor.span))`"
    )
  }

  /// A stretch of the text for a hint, `…` where it is long.
  func excerpt(_ span: Span) -> String {
    guard span.upper - span.lower <= 40, !bytes[span.lower..<span.upper].contains(0x0A) else {
      return "…"
    }
    return text(span)
  }

  private mutating func reportSignInList() {
    let sign = text(current)
    let before = previous.kind == .number || previous.kind == .name ? text(previous) : "a"
    let after = peek().kind == .number || peek().kind == .name ? text(peek()) : "b"
    report(
      "`\(before) \(sign)\(after)` in a list has two readings",
      Span(previous.lower, peek().upper),
      hint: "`\(before) \(sign) \(after)` or `\(before), \(sign)\(after)`"
    )
  }

  // MARK: - Lines

  /// Refuses a line that begins with an operator, and lets the caller read on.
  mutating func reportLeadingOperator() {
    if at(.modulo), peek().kind == .name, !peek().spaceBefore {
      report(
        "`%\(text(peek()))` is a command only where a statement outside of all braces begins",
        current.span.union(peek().span)
      )
    } else {
      report("end the previous line with the operator", current.span)
    }
  }

  private var isIndentedDeeperThanStatement: Bool {
    indentation(of: current) > indentation(of: tokens[statementStart])
  }
}
