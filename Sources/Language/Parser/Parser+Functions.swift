extension Parser {
  /// Whether a statement here is `name(…) =`.
  var startsDefinition: Bool {
    guard at(.name), peek().kind == .leftParenthesis, !peek().newlineBefore else { return false }
    let opening = position + 1
    guard isClosed(opening) else { return false }
    let next = tokens[partner(of: opening) + 1]
    return next.kind == .assign || next.kind == .set
  }

  /// Reads `name(parameters) = body`.
  mutating func definition() throws(Failure) -> Statement.Kind {
    let symbol = current
    let comment = commentAbove(symbol)
    advance()
    if current.spaceBefore {
      report(
        "a space before the parenthesis of a function",
        current.span,
        hint: "`\(text(symbol))(…) = …`"
      )
    }
    let signature = try parameters()
    if at(.set) {
      report(
        "a function is defined with `=`",
        current.span,
        hint: "`\(excerpt(symbol.span.union(previous.span))) = …`"
      )
    }
    if isAtLineEnd { reportLeadingOperator() }
    advance()
    let body = try functionBody()
    if let found = current.kind.assignmentOperator, !isAtLineEnd {
      throw failure(
        "`\(found.rawValue)` in the body of a function needs braces",
        current.span,
        hint: "`\(text(symbol))(…) = { … }`"
      )
    }
    return .definition(
      FunctionDefinition(
        name: name(symbol),
        nameSpan: symbol.span,
        signature: signature,
        body: body,
        comment: comment
      )
    )
  }

  /// Whether `name ->` or `(…) ->` stands here.
  var startsLambda: Bool {
    if at(.name) { return peek().kind == .arrow }
    guard at(.leftParenthesis), isClosed(position) else { return false }
    return peek(partner(of: position) + 1 - position).kind == .arrow
  }

  /// Reads a lambda; as the right operand of an operator it needs parentheses.
  mutating func lambda(asOperand isOperand: Bool) throws(Failure) -> Expression {
    try enterPrefix()
    defer { leavePrefix() }
    let start = position
    if isOperand {
      report(
        "a function as an operand needs parentheses",
        current.span,
        hint: "`(\(bracketed) -> …)`"
      )
    }
    let signature: FunctionSignature
    if at(.name) {
      let symbol = current
      advance()
      signature = FunctionSignature([
        Parameter(name: name(symbol), span: symbol.span, defaultValue: nil)
      ])
    } else {
      signature = try parameters()
    }
    if isAtLineEnd { reportLeadingOperator() }
    advance()
    let body = try functionBody()
    try grow()
    return Expression(.lambda(signature, body: body), span(from: start))
  }

  private mutating func functionBody() throws(Failure) -> Expression {
    if at(.leftBrace), peek().kind == .rightBrace {
      report(
        "`{}` as the body of a function has two readings",
        current.span.union(peek().span),
        hint: "`({})` for an empty record, `none` for nothing"
      )
    }
    let (outerFunctions, outerLoops, isHeader) = (functionDepth, loopDepth, context.isHeader)
    functionDepth += 1
    loopDepth = 0
    defer {
      functionDepth = outerFunctions
      loopDepth = outerLoops
      context.isHeader = isHeader
    }
    return try expression()
  }

  /// Reads the parameters of a function in their parentheses.
  private mutating func parameters() throws(Failure) -> FunctionSignature {
    let outer = context
    context = .inBrackets
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    var parameters: [Parameter] = []
    var names: Set<String> = []
    while position < end {
      let found = try parameter()
      if !names.insert(found.name).inserted {
        report("the parameter `\(found.name)` twice", found.span)
      }
      if found.defaultValue == nil, let last = parameters.last, last.defaultValue != nil {
        report(
          "a parameter without a default behind one that has one",
          found.span,
          hint: "put it before them"
        )
      }
      parameters.append(found)
      try separator(before: end, "`,` or `)`")
    }
    close(opening)
    return FunctionSignature(parameters)
  }

  private mutating func parameter() throws(Failure) -> Parameter {
    let symbol = current
    guard at(.name), [.comma, .rightParenthesis, .assign, .colon].contains(peek().kind) else {
      if at(.invalid) { throw Failure() }
      throw failure(
        "a parameter is `name` or `name=default`",
        symbol.span,
        hint: at(.leftParenthesis) ? "take a tuple apart in the body: `(a, b) = p`" : numberHint
      )
    }
    advance()
    if at(.colon) {
      throw failure("parameters have no types", current.span, hint: "`\(text(symbol))`")
    }
    let defaultValue = consume(.assign) ? try expression() : nil
    return Parameter(name: name(symbol), span: symbol.span, defaultValue: defaultValue)
  }

  /// What was meant by `x(1) = 5`, where a number stands for a parameter.
  private var numberHint: String? {
    guard at(.number), statementStart < position, tokens[statementStart].kind == .name else {
      return nil
    }
    let name = text(tokens[statementStart])
    return "an element is set with `\(name)[…] = …`, a function is defined by `\(name)(t) = …`"
  }

  // MARK: - Documentation

  /// The comment lines directly above the line that a token begins, without `#`.
  private func commentAbove(_ symbol: Token) -> String {
    guard symbol.newlineBefore else { return "" }
    var lines: [String] = []
    var end = lineStart(of: symbol.lower)
    while end > 0 {
      let lineEnd = end
      let start = lineStart(of: lineEnd - 1)
      var first = start
      while first < lineEnd, bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      guard bytes[first] == UInt8(ascii: "#") else { break }
      first += 1
      if bytes[first] == 0x20 { first += 1 }
      var last = lineEnd
      while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
      lines.append(text(Span(first, last)))
      end = start
    }
    return lines.reversed().joined(separator: "\n")
  }

  /// The offset behind the newline before an offset.
  private func lineStart(of offset: Int) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }
}
