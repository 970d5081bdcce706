extension Parser {
  /// Reads a string with its interpolations.
  mutating func string() throws(Failure) -> Expression {
    let (outer, outerHeight) = (context, height)
    context = .inBrackets
    height = 0
    defer { context = outer }
    let start = position
    advance()
    var parts: [StringPart] = []
    while !at(.stringEnd) {
      switch current.kind {
      case .stringText:
        parts.append(.text(unescaped(current)))
        advance()
      case .interpolationStart:
        if let part = try interpolation() { parts.append(part) }
      default:
        throw unexpected("the end of the string")
      }
    }
    advance()
    height = max(height, outerHeight)
    try grow()
    return Expression(.string(parts), span(from: start))
  }

  private mutating func interpolation() throws(Failure) -> StringPart? {
    let start = position
    advance()
    if at(.interpolationEnd) || at(.format) {
      let end = partner(of: start)
      report(
        "an interpolation without a value",
        Span(tokens[start].lower, tokens[end].upper),
        hint: "a brace is written `\\{`"
      )
      position = end
      advance()
      return nil
    }
    let value = try expression()
    var format: FormatSpecification?
    if at(.format) {
      format = specification(current)
      advance()
    }
    guard consume(.interpolationEnd) else { throw unexpected("`}`") }
    return .interpolation(value, format)
  }

  private mutating func specification(_ symbol: Token) -> FormatSpecification? {
    let written = String(text(symbol).unicodeScalars.dropFirst())
    guard let format = FormatSpecification(parsing: written) else {
      report(
        "`\(written)` is no format",
        Span(symbol.lower + 1, max(symbol.upper, symbol.lower + 1)),
        hint: "`[[fill]align][sign][width][,][.digits]` and one of `d f e g s %`, as in `.4f`"
      )
      return nil
    }
    return format
  }

  /// The text of a token with its escapes replaced; the lexer has checked them.
  private func unescaped(_ symbol: Token) -> String {
    let escaped = bytes[symbol.lower..<symbol.upper]
    guard escaped.contains(UInt8(ascii: "\\")) else {
      return String(decoding: escaped, as: UTF8.self)
    }
    var result: [UInt8] = []
    result.reserveCapacity(escaped.count)
    var isEscape = false
    for byte in escaped {
      if isEscape {
        isEscape = false
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        default: result.append(byte)
        }
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
