extension Parser {
  /// Reads statements up to a token; those with a mistake are left out.
  mutating func statements(until end: Int) -> [Statement] {
    var statements: [Statement] = []
    let outerContext = context
    let outerStatement = statementStart
    while position < end {
      if consume(.semicolon) { continue }
      statementStart = position
      let (functions, loops) = (functionDepth, loopDepth)
      do {
        statements.append(try statement(before: end))
      } catch {
        recover(to: end)
        context = outerContext
        (functionDepth, loopDepth) = (functions, loops)
      }
    }
    statementStart = outerStatement
    return statements
  }

  private mutating func statement(before end: Int) throws(Failure) -> Statement {
    let start = position
    let kind = try statementKind()
    let span = span(from: start)
    guard position < end, !current.newlineBefore else { return Statement(kind, span) }
    guard consume(.semicolon) else { throw unexpected("the end of the statement") }
    return Statement(kind, span, isSilenced: true)
  }

  private mutating func statementKind() throws(Failure) -> Statement.Kind {
    switch current.kind {
    case .command: return command()
    case .question: return try help()
    case .forKeyword: return try forLoop()
    case .whileKeyword: return try whileLoop()
    case .returnKeyword: return try returning()
    case .breakKeyword: return jump(.breaking)
    case .continueKeyword: return jump(.continuing)
    default: break
    }
    if startsDefinition { return try definition() }
    if let refused = refusedStatement() { throw refused }
    let expression = try expression()
    if at(.question), !current.newlineBefore, case .name = expression.kind {
      return try helpBehind(expression)
    }
    if current.kind.assignmentOperator != nil { return try assignment(to: expression) }
    return .expression(expression)
  }

  private mutating func jump(_ kind: Statement.Kind) -> Statement.Kind {
    if loopDepth == 0 { report("`\(text(current))` outside of a loop", current.span) }
    advance()
    return kind
  }

  private mutating func returning() throws(Failure) -> Statement.Kind {
    if functionDepth == 0 { report("`return` outside of a function", current.span) }
    advance()
    let isAlone =
      current.newlineBefore || at(.semicolon) || at(.rightBrace) || at(.endOfText)
    return .returning(isAlone ? nil : try expression())
  }

  // MARK: - Commands and help

  private mutating func command() -> Statement.Kind {
    let symbol = current
    advance()
    var first = symbol.lower
    while bytes[first] == UInt8(ascii: "%") { first += 1 }
    let name = bytes[first..<symbol.upper].prefix {
      ScalarClasses.isASCIILetter($0) || ScalarClasses.isDigit($0) || $0 == UInt8(ascii: "_")
    }
    var (lower, upper) = (name.endIndex, symbol.upper)
    while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
    let span = Span(lower, upper)
    return .command(
      name: String(decoding: name, as: UTF8.self),
      argument: text(span),
      argumentSpan: span
    )
  }

  /// Reads `?name`, where the name may be a path, a command or a symbol.
  private mutating func help() throws(Failure) -> Statement.Kind {
    advance()
    _ = consume(.question)
    guard !current.newlineBefore, !at(.endOfText), !at(.semicolon) else {
      throw failure("`?` stands before a name", previous.span, hint: "`?sin`")
    }
    let start = position
    advance()
    while position < tokens.count - 1, !current.newlineBefore, !current.spaceBefore,
      !at(.semicolon)
    {
      advance()
    }
    let span = span(from: start)
    return .help(text(span).normalizedName, span)
  }

  private mutating func helpBehind(_ expression: Expression) throws(Failure) -> Statement.Kind {
    let symbol = current
    advance()
    _ = consume(.question)
    guard current.newlineBefore || at(.semicolon) || at(.endOfText) || at(.rightBrace) else {
      throw failure("there is no `? :`", symbol.span, hint: "`if c { a } else { b }`")
    }
    return .help(text(expression.span).normalizedName, expression.span)
  }

  // MARK: - Recovery

  /// Moves to the statement behind the one that failed.
  private mutating func recover(to end: Int) {
    let reached = position
    var index = statementStart
    let margin = indentation(of: tokens[index])
    repeat {
      let token = tokens[index]
      let isOpening =
        token.kind == .leftParenthesis || token.kind == .leftBracket || token.kind == .leftBrace
      let isPair = isOpening && isClosed(index) && partner(of: index) < end
      index = isPair ? partner(of: index) + 1 : index + 1
    } while index < end
      && !(index >= reached && endsFailedStatement(tokens[index], indentation: margin))
    position = min(index, end)
    if position < end, at(.semicolon) { advance() }
  }

  /// Whether a statement that failed ends before a token.
  ///
  /// A line that is indented deeper, or begins as only the end of a statement can, is left out
  /// with it: what is wrong there follows from the first mistake.
  private func endsFailedStatement(_ token: Token, indentation margin: Int) -> Bool {
    if token.kind == .semicolon { return true }
    guard token.newlineBefore else { return false }
    switch token.kind {
    case .elseKeyword, .pipe, .dot, .leftBrace: return false
    default: return indentation(of: token) <= margin
    }
  }
}
