extension Parser {
  /// Reads a name, a literal or something in brackets.
  mutating func primary() throws(Failure) -> Expression {
    let symbol = current
    switch symbol.kind {
    case .number: return try number()
    case .name: return literal(.name(name(symbol)))
    case .trueLiteral: return literal(.bool(true))
    case .falseLiteral: return literal(.bool(false))
    case .noneLiteral: return literal(.none)
    case .stringStart: return try string()
    case .leftParenthesis: return try parenthesis()
    case .leftBracket: return try list()
    case .leftBrace: return try brace()
    case .ifKeyword: return try conditional()
    default: throw unexpected("an expression")
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    advance()
    return Expression(kind, previous.span)
  }

  private mutating func number() throws(Failure) -> Expression {
    let symbol = current
    advance()
    let value = decimalValue(symbol)
    if value.isInfinite {
      report(
        "a number larger than 1.8e308 cannot be held",
        symbol.span,
        hint: "infinity is `inf` or `∞`"
      )
    }
    return Expression(.number(value), symbol.span)
  }

  private func decimalValue(_ symbol: Token) -> Double {
    let digits = bytes[symbol.lower..<symbol.upper]
    if digits.count <= 15, digits.allSatisfy(ScalarClasses.isDigit) {
      return Double(digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) })
    }
    var plain = text(symbol)
    if plain.utf8.contains(where: { $0 == UInt8(ascii: "_") || $0 >= 0x80 }) {
      plain = String(plain.compactMap { $0 == "_" ? nil : $0 == "−" ? "-" : $0 })
    }
    return Double(plain) ?? .infinity
  }

  // MARK: - Parentheses

  /// Reads `(a)`, `()`, `(a,)` or `(a, b)`.
  private mutating func parenthesis() throws(Failure) -> Expression {
    let (outer, outerHeight) = (context, height)
    context = .inBrackets
    height = 0
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    var members: [Expression] = []
    var isTuple = position == end
    while position < end {
      members.append(try expression())
      guard position < end else { break }
      try separator(before: end, "`,` or `)`")
      isTuple = true
    }
    close(opening)
    height = max(height, outerHeight)
    let span = span(from: opening)
    if let only = members.first, !isTuple { return Expression(only.kind, span) }
    try grow()
    return Expression(.tuple(members), span)
  }

  // MARK: - Lists

  /// Reads a list or a comprehension.
  private mutating func list() throws(Failure) -> Expression {
    let (outer, outerHeight) = (context, height)
    context = .inList
    height = 0
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    var members: [Expression] = []
    while position < end {
      members.append(try expression())
      if at(.forKeyword), members.count == 1 {
        let clauses = try comprehensionClauses(end)
        close(opening)
        height = max(height, outerHeight)
        try grow()
        return Expression(.comprehension(members[0], clauses), span(from: opening))
      }
      try separator(before: end, "`,` or `]`")
    }
    close(opening)
    height = max(height, outerHeight)
    try grow()
    return Expression(.list(members), span(from: opening))
  }

  private mutating func comprehensionClauses(
    _ end: Int
  ) throws(Failure) -> [ComprehensionClause] {
    context = .inBrackets
    var clauses: [ComprehensionClause] = []
    while position < end {
      if consume(.forKeyword) {
        let pattern = try loopPattern()
        clauses.append(.each(pattern, in: try expression()))
      } else if consume(.ifKeyword) {
        clauses.append(.filter(try expression()))
      } else {
        throw unexpected("`for`, `if` or `]`")
      }
    }
    return clauses
  }

  // MARK: - Braces

  /// Reads a record or a block.
  private mutating func brace() throws(Failure) -> Expression {
    let isRecord = startsRecord
    if context.isHeader {
      throw failure(
        isRecord ? "a record here needs parentheses" : "an expression is missing before the body",
        current.span,
        hint: isRecord ? "`({name: value})`" : nil
      )
    }
    if isRecord { return try record() }
    let outerHeight = height
    height = 0
    let block = try block()
    height = max(height, outerHeight)
    try grow()
    return Expression(.block(block), block.span)
  }

  /// Whether `{}` or `{name:` stands here.
  var startsRecord: Bool {
    at(.leftBrace)
      && (peek().kind == .rightBrace || peek().kind == .name && peek(2).kind == .colon)
  }

  private mutating func record() throws(Failure) -> Expression {
    let (outer, outerHeight) = (context, height)
    context = .inBrackets
    height = 0
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    var fields: [RecordField] = []
    var names: Set<String> = []
    while position < end {
      let symbol = current
      guard at(.name) else { throw unexpectedField() }
      advance()
      guard consume(.colon) else {
        throw at(.assign) || current.kind.beginsOperand && !at(.leftBrace)
          ? failure(
            "a field is written `name: value`",
            current.span,
            hint: "`{\(text(symbol)): …}`"
          ) : unexpected("`:`")
      }
      let field = name(symbol)
      if !names.insert(field).inserted { report("the field `\(field)` twice", symbol.span) }
      fields.append(RecordField(name: field, nameSpan: symbol.span, value: try expression()))
      try separator(before: end, "`,` or `}`")
    }
    close(opening)
    height = max(height, outerHeight)
    try grow()
    return Expression(.record(fields), span(from: opening))
  }

  private mutating func unexpectedField() -> Failure {
    if at(.stringStart) {
      return failure(
        "a field's name stands without quotes",
        current.span,
        hint: "`{name: value}`"
      )
    }
    if current.kind.isKeyword {
      return failure("`\(text(current))` is a keyword and no field", current.span)
    }
    return unexpected("a field `name: value`")
  }
}
