/// The tokens before a cursor, and what they say about the place.
struct CursorReader {
  let offset: Int
  private let bytes: [UInt8]
  private let lexer: Lexer
  private var tokens: [Token] { lexer.tokens }

  init(_ text: String, _ utf8Offset: Int) {
    let all = Array(text.utf8)
    var end = min(max(utf8Offset, 0), all.count)
    while end < all.count, end > 0, all[end] & 0xC0 == 0x80 { end -= 1 }
    offset = end
    bytes = Array(all[..<end])
    var lexer = Lexer(bytes)
    lexer.runToCursor()
    self.lexer = lexer
  }

  /// What is being typed, and where it begins.
  var subject: (kind: CompletionContext.Subject, lower: Int) {
    if let symbol { return symbol }
    if lexer.endsInComment { return (.nothing, offset) }
    if isInString { return stringText }
    guard let last = tokens.last, last.upper == offset else { return (.name(prefix: ""), offset) }
    switch last.kind {
    case .command: return command(last)
    case .name: return name(last)
    case .dot: return field(prefix: "", dot: tokens.count - 1)
    case .number, .invalid: return (.nothing, offset)
    case .modulo where last.newlineBefore && lexer.brackets.depth == 0:
      return (.command(prefix: ""), offset)
    case _ where last.kind.isKeyword: return name(last)
    default: return (.name(prefix: ""), offset)
    }
  }

  /// The place of the function whose call has the innermost brackets around the cursor.
  var callPlace: Span? {
    guard lexer.brackets.innermost == .parenthesis, let opening = lexer.brackets.innermostOpening,
      opening > 0, !tokens[opening].spaceBefore, let start = chainStart(endingAt: opening - 1)
    else { return nil }
    return Span(tokens[start].lower, tokens[opening - 1].upper)
  }

  /// The call whose parentheses are the innermost brackets around the cursor.
  var call: CompletionContext.Call? {
    guard let callPlace, let opening = lexer.brackets.innermostOpening else { return nil }
    var keywords: [String] = []
    var commas = 0
    var depth = 0
    for index in (opening + 1)..<max(tokens.count, opening + 1) {
      switch tokens[index].kind {
      case .leftParenthesis, .leftBracket, .leftBrace, .interpolationStart: depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace, .interpolationEnd: depth -= 1
      case .comma where depth == 0: commas += 1
      case .assign where depth == 0 && tokens[index - 1].kind == .name:
        keywords.append(text(tokens[index - 1].span).normalizedName)
      default: break
      }
    }
    let isTyping = tokens.last.map { $0.upper == offset && $0.kind == .name } ?? false
    let before = tokens[max(tokens.count - (isTyping ? 2 : 1), 0)].kind
    return CompletionContext.Call(
      function: text(callPlace),
      keywords: keywords,
      position: commas,
      startsArgument: before == .leftParenthesis || before == .comma
    )
  }

  // MARK: - Subjects

  /// Whether the cursor stands in the text of a string and not in an interpolation.
  private var isInString: Bool { lexer.strings.count > lexer.brackets.interpolations }

  private var stringText: (CompletionContext.Subject, Int) {
    let last = tokens.last
    guard let last, last.kind == .stringText, last.upper == offset else {
      return (.text(prefix: ""), offset)
    }
    return (.text(prefix: text(last.span)), last.lower)
  }

  /// A backslash with the beginning of a symbol's name.
  private var symbol: (CompletionContext.Subject, Int)? {
    var lower = offset
    while lower > 0, isSymbolByte(bytes[lower - 1]), offset - lower < 32 { lower -= 1 }
    guard lower > 0, bytes[lower - 1] == UInt8(ascii: "\\") else { return nil }
    lower -= 1
    // A backslash that is itself escaped begins nothing.
    let isEscaped = isInString && lower > 0 && bytes[lower - 1] == UInt8(ascii: "\\")
    return isEscaped ? nil : (.symbol(prefix: text(Span(lower, offset))), lower)
  }

  private func isSymbolByte(_ byte: UInt8) -> Bool {
    ScalarClasses.isASCIILetter(byte) || ScalarClasses.isDigit(byte) || byte == UInt8(ascii: "^")
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private func name(_ symbol: Token) -> (CompletionContext.Subject, Int) {
    let dot = tokens.count - 2
    if dot >= 0, tokens[dot].kind == .dot, !symbol.spaceBefore {
      return field(prefix: text(symbol.span), dot: dot)
    }
    if dot >= 0, tokens[dot].kind == .modulo, !symbol.spaceBefore, tokens[dot].newlineBefore,
      lexer.brackets.depth == 0
    {
      return (.command(prefix: text(symbol.span)), symbol.lower)
    }
    return (.name(prefix: text(symbol.span).normalizedName), symbol.lower)
  }

  private func field(prefix: String, dot: Int) -> (CompletionContext.Subject, Int) {
    guard let start = chainStart(endingAt: dot - 1) else { return (.nothing, offset) }
    let base = text(Span(tokens[start].lower, tokens[dot - 1].upper))
    return (.field(of: base, prefix: prefix.normalizedName), offset - prefix.utf8.count)
  }

  private func command(_ symbol: Token) -> (CompletionContext.Subject, Int) {
    let percents = bytes[symbol.lower...].prefix { $0 == UInt8(ascii: "%") }
    let rest = bytes[percents.endIndex..<offset]
    guard let space = rest.firstIndex(where: { $0 == 0x20 || $0 == 0x09 }) else {
      return (.command(prefix: text(Span(percents.endIndex, offset))), percents.endIndex)
    }
    var lower = space
    while lower < offset, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
    let command = text(Span(percents.endIndex, space))
    return (.commandArgument(command: command, argument: text(Span(lower, offset))), lower)
  }

  // MARK: - Chains

  /// The first token of the postfix chain that a token ends: `r` of `r.a[0](x)`.
  private func chainStart(endingAt last: Int) -> Int? {
    var index = last
    while index >= 0 {
      switch tokens[index].kind {
      case .name:
        guard index >= 2, tokens[index - 1].kind == .dot else { return index }
        index -= 2
      case .prime, .transpose:
        index -= 1
      case .rightParenthesis, .rightBracket:
        guard let opening = opening(of: index) else { return nil }
        let isApplied =
          opening > 0 && !tokens[opening].spaceBefore && tokens[opening - 1].kind.isApplicable
        guard isApplied else { return opening }
        index = opening - 1
      default:
        return nil
      }
    }
    return nil
  }

  /// The bracket that a closing one ends.
  private func opening(of closing: Int) -> Int? {
    var depth = 0
    for index in stride(from: closing, through: 0, by: -1) {
      switch tokens[index].kind {
      case .rightParenthesis, .rightBracket, .rightBrace, .interpolationEnd: depth += 1
      case .leftParenthesis, .leftBracket, .leftBrace, .interpolationStart: depth -= 1
      default: break
      }
      if depth == 0 { return index }
    }
    return nil
  }

  private func text(_ span: Span) -> String {
    String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
  }
}

extension Token.Kind {
  /// Whether a bracket directly behind it is a call or an index.
  fileprivate var isApplicable: Bool {
    switch self {
    case .name, .prime, .transpose, .rightParenthesis, .rightBracket: true
    default: false
    }
  }
}
