extension Parser {
  /// Reads statements in braces.
  mutating func block() throws(Failure) -> Block {
    let (outer, outerStatement) = (context, statementStart)
    context = Context()
    defer {
      context = outer
      statementStart = outerStatement
    }
    let opening = position
    let end = partner(of: opening)
    advance()
    let statements = statements(until: end)
    close(opening)
    return Block(statements, span(from: opening))
  }

  /// Reads the body of an `if`, `for` or `while`, whose brace may stand on the next line.
  private mutating func body(of keyword: String) throws(Failure) -> Block {
    guard at(.leftBrace) else { throw missingBody(of: keyword) }
    return try block()
  }

  private mutating func missingBody(of keyword: String) -> Failure {
    switch current.kind {
    case .colon, .set:
      failure("the body of `\(keyword)` stands in braces", current.span, hint: braced(keyword))
    case .name where beginsUnbracedBody:
      failure(
        "the body of `\(keyword)` stands in braces",
        current.span,
        hint: braced(keyword, body: operandText)
      )
    case .assign where keyword == "if" || keyword == "while":
      failure("`=` assigns", current.span, hint: "equality is `==`")
    default:
      unexpected("`{`")
    }
  }

  /// Whether a name stands behind the header on its line, as in `if x > 0 print(x)`.
  private var beginsUnbracedBody: Bool {
    !current.newlineBefore && current.spaceBefore && foreignConnective(current) == nil
      && foreignStatement(previous) == nil
  }

  private mutating func header() throws(Failure) -> Expression {
    let outer = context
    context.isHeader = true
    defer { context = outer }
    return try expression()
  }

  /// Reads an `if` with all its `else`.
  mutating func conditional() throws(Failure) -> Expression {
    var arms: [(start: Int, condition: Expression, body: Block)] = []
    var otherwise: Expression?
    let outerHeight = height
    height = 0
    repeat {
      let start = position
      advance()
      let condition = try header()
      arms.append((start, condition, try body(of: "if")))
      guard consume(.elseKeyword) else { break }
      if at(.ifKeyword) { continue }
      let block = try body(of: "else")
      otherwise = Expression(.block(block), block.span)
    } while otherwise == nil
    height = max(height, outerHeight)
    let upper = previous.upper
    for (start, condition, body) in arms.reversed() {
      try grow()
      otherwise = Expression(
        .conditional(condition: condition, then: body, otherwise: otherwise),
        Span(tokens[start].lower, upper)
      )
    }
    guard let otherwise else { throw unexpected("`if`") }
    return otherwise
  }

  /// Reads `for pattern in rows { … }`.
  mutating func forLoop() throws(Failure) -> Statement.Kind {
    advance()
    let pattern = try loopPattern()
    let rows = try header()
    loopDepth += 1
    defer { loopDepth -= 1 }
    return .forLoop(pattern, in: rows, body: try body(of: "for"))
  }

  /// Reads `while condition { … }`.
  mutating func whileLoop() throws(Failure) -> Statement.Kind {
    advance()
    let condition = try header()
    loopDepth += 1
    defer { loopDepth -= 1 }
    return .whileLoop(condition, body: try body(of: "while"))
  }

  /// Reads what a loop binds, up to and with `in`.
  mutating func loopPattern() throws(Failure) -> Pattern {
    let start = position
    var pattern = try bindingPattern()
    if at(.comma) {
      var members = [pattern]
      while consume(.comma) { members.append(try bindingPattern()) }
      let span = span(from: start)
      report("several names need parentheses", span, hint: "`for (\(text(span))) in …`")
      pattern = .tuple(members, span)
    }
    guard consume(.inKeyword) else {
      if at(.assign) {
        let hint = "`for i in 1...10 { … }`"
        throw failure("a loop is written `for x in rows`", current.span, hint: hint)
      }
      throw misplaced("`in`")
    }
    var names: Set<String> = []
    refuseTwice(pattern, &names)
    return pattern
  }

  /// Reads a name or a tuple of patterns.
  private mutating func bindingPattern() throws(Failure) -> Pattern {
    if at(.name) {
      advance()
      return .name(name(previous), previous.span)
    }
    guard at(.leftParenthesis) else { throw unexpected("a name") }
    try enterPrefix()
    defer { leavePrefix() }
    let outer = context
    context = .inBrackets
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    var members: [Pattern] = []
    while position < end {
      members.append(try bindingPattern())
      try separator(before: end, "`,` or `)`")
    }
    close(opening)
    return .tuple(members, span(from: opening))
  }

  /// Refuses a name that a pattern binds twice.
  mutating func refuseTwice(_ pattern: Pattern, _ names: inout Set<String>) {
    switch pattern {
    case .name(let name, let span):
      // `_` is what a reader need not look at, as often as needed.
      if name != "_", !names.insert(name).inserted { report("the name `\(name)` twice", span) }
    case .tuple(let members, let span):
      if members.isEmpty { report("an empty tuple binds nothing", span) }
      for member in members { refuseTwice(member, &names) }
    }
  }
}
