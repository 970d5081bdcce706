extension Parser {
  /// Reads the calls, indices, fields, primes and transposes behind an operand.
  mutating func postfix(_ base: Expression, isFactor: Bool = false) throws(Failure) -> Expression {
    var chain = base
    let isBraced = base.isBraced(in: bytes)
    while true {
      switch current.kind {
      case .leftParenthesis where !current.spaceBefore,
        .leftBracket where !current.spaceBefore:
        if isFactor { reportCalledFactor(chain) }
        if isBraced { throw refusedAfterBrace() }
        // A number is no function: `2(x)` is a product and `2[0]` a mistake.
        if case .number = chain.kind { return chain }
        chain = at(.leftParenthesis) ? try call(chain) : try index(chain)
      case .dot where peek().kind == .name || peek().kind.isKeyword:
        if isBraced { throw refusedAfterBrace() }
        chain = try field(of: chain)
      case .prime where !current.spaceBefore:
        if isBraced { throw refusedAfterBrace() }
        chain = try primed(chain)
      case .transpose where !current.spaceBefore:
        if isBraced { throw refusedAfterBrace() }
        advance()
        chain = Expression(.transpose(chain), chain.span.union(previous.span))
      default:
        return chain
      }
      try grow()
    }
  }

  /// Reads `.name`, or `.T` as a transpose.
  mutating func field(of base: Expression) throws(Failure) -> Expression {
    advance()
    let symbol = current
    if symbol.kind.isKeyword {
      report("`\(text(symbol))` is a keyword and no field", symbol.span)
    }
    advance()
    let field = name(symbol)
    let span = base.span.union(symbol.span)
    return Expression(
      field == "T" ? .transpose(base) : .field(base, field, symbol.span),
      span
    )
  }

  /// Reads the primes behind a name, a field or a parenthesis.
  mutating func primed(_ base: Expression) throws(Failure) -> Expression {
    guard at(.prime), !current.spaceBefore else { return base }
    let symbol = current
    let isAllowed =
      switch base.kind {
      case .name, .field: true
      default: base.isParenthesized(in: bytes)
      }
    advance()
    if !isAllowed {
      var hint: String?
      if case .call(let function, _) = base.kind {
        let arguments = excerpt(Span(function.span.upper, base.span.upper))
        hint = "`\(excerpt(function.span))\(text(symbol))\(arguments)`"
      }
      report("primes stand after names, fields and parentheses", symbol.span, hint: hint)
    }
    let order = text(symbol).unicodeScalars.reduce(0) { sum, scalar in
      sum + (scalar == "‴" ? 3 : scalar == "″" ? 2 : 1)
    }
    return Expression(.prime(base, order: order), base.span.union(symbol.span))
  }

  // MARK: - Calls

  private mutating func call(_ function: Expression) throws(Failure) -> Expression {
    let (outer, outerHeight) = (context, height)
    context = .inBrackets
    height = 0
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    var arguments: [Argument] = []
    var names: Set<String> = []
    while position < end {
      arguments.append(try argument(&names))
      try separator(before: end, "`,` or `)`")
    }
    close(opening)
    height = max(height, outerHeight)
    return Expression(.call(function, arguments), function.span.union(previous.span))
  }

  private mutating func argument(_ names: inout Set<String>) throws(Failure) -> Argument {
    let start = position
    guard at(.name), peek().kind == .assign else {
      if at(.multiply) || at(.power) {
        throw failure("arguments cannot be spread", current.span, hint: "write them one by one")
      }
      let value = try expression()
      if !names.isEmpty {
        report("a positional argument behind a named one", value.span, hint: "put it before them")
      }
      return Argument(name: nil, value: value, span: value.span)
    }
    let symbol = current
    let keyword = name(symbol)
    advance()
    advance()
    let value = try expression()
    if !names.insert(keyword).inserted {
      report("the argument `\(keyword)` twice", symbol.span)
    }
    return Argument(name: keyword, value: value, span: span(from: start))
  }

  /// Reads the comma between two members of a bracket; none is needed before its end.
  mutating func separator(before end: Int, _ expected: String) throws(Failure) {
    guard position < end else { return }
    guard consume(.comma) else { throw unexpected(expected) }
  }

  // MARK: - Indices

  private mutating func index(_ base: Expression) throws(Failure) -> Expression {
    let (outer, outerHeight) = (context, height)
    context = .inBrackets
    height = 0
    defer { context = outer }
    let opening = position
    let end = partner(of: opening)
    advance()
    if position == end, isClosed(opening) {
      throw failure(
        "an index is missing",
        Span(tokens[opening].lower, tokens[end].upper),
        hint: "all of an axis is `:`"
      )
    }
    var subscripts: [Subscript] = []
    while position < end {
      subscripts.append(try singleSubscript(end))
      try separator(before: end, "`,`, `:` or `]`")
    }
    close(opening)
    height = max(height, outerHeight)
    return Expression(.index(base, subscripts), base.span.union(previous.span))
  }

  private mutating func singleSubscript(_ end: Int) throws(Failure) -> Subscript {
    let start = position
    if at(.closedRange), peek().kind == .comma || position + 1 == end {
      throw failure("`...` is no index", current.span, hint: "all of an axis is `:`")
    }
    let first = at(.colon) ? nil : try expression()
    guard at(.colon) else {
      if let first { return .index(first) }
      throw unexpected("an index")
    }
    var parts: [Expression?] = [first]
    while position < end, consume(.colon) {
      if parts.count == 3 {
        throw failure("a slice has at most three parts", previous.span, hint: "`start:stop:step`")
      }
      let isEmpty = position >= end || at(.comma) || at(.colon)
      parts.append(isEmpty ? nil : try expression())
    }
    return .slice(parts[0], parts[1], parts.count > 2 ? parts[2] : nil, span(from: start))
  }

  // MARK: - Mistakes

  private mutating func reportCalledFactor(_ factor: Expression) {
    let end = tokens[partner(of: position)]
    let next = excerpt(Span(current.lower, end.upper))
    report(
      "a product without `*` is not called or indexed",
      current.span,
      hint: "`\(excerpt(factor.span)) * \(next)`"
    )
  }

  private mutating func refusedAfterBrace() -> Failure {
    failure(
      "nothing is applied to a block or an `if` without parentheses",
      current.span,
      hint: "`({ … })\(at(.dot) ? "." + text(peek()) : bracketed)`"
    )
  }
}

extension Expression {
  /// Whether it is a block or an `if` that ends with its brace.
  fileprivate func isBraced(in bytes: [UInt8]) -> Bool {
    switch kind {
    case .block, .conditional: bytes[span.lower] != UInt8(ascii: "(")
    default: false
    }
  }

  /// Whether its span begins and ends with parentheses of its own.
  fileprivate func isParenthesized(in bytes: [UInt8]) -> Bool {
    // The parentheses at the ends of `(f)(x)` are not around it.
    if case .call(let function, _) = kind, function.span.lower == span.lower { return false }
    return bytes[span.lower] == UInt8(ascii: "(") && bytes[span.upper - 1] == UInt8(ascii: ")")
  }
}
