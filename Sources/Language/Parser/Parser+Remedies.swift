/// Hints made of what stands in the text, so that they can be typed as they are.
extension Parser {
  /// The statement so far with its body in braces: `` `for i in 0..<3 { … }` ``.
  func braced(_ keyword: String, body: String = "…") -> String {
    guard let start = headerStart(keyword), start < position else {
      return "`\(keyword) … { \(body) }`"
    }
    let header = excerpt(Span(tokens[start].lower, previous.upper))
    return "`\(header == "…" ? keyword + " …" : header) { \(body) }`"
  }

  /// The index of the keyword whose body is missing here.
  private func headerStart(_ keyword: String) -> Int? {
    (max(statementStart, position - 40)..<max(statementStart, position)).last {
      tokens[$0].kind.isKeyword && text(tokens[$0]) == keyword
    }
  }

  /// `(a, b) = (1, 2)` for `a, b = 1, 2`, where the current token is the first comma.
  var parenthesizedAssignment: String {
    var index = statementStart
    while tokens[index].kind == .name || tokens[index].kind == .comma { index += 1 }
    guard tokens[index].kind == .assign, !tokens[index].newlineBefore else {
      return "`(a, b) = (1, 2)`"
    }
    let names = excerpt(Span(tokens[statementStart].lower, tokens[index - 1].upper))
    let first = index + 1
    var hasComma = false
    index = first
    while index < tokens.count - 1, index < first + 60, !endsStatement(index, after: first) {
      hasComma = hasComma || tokens[index].kind == .comma
      index = isClosed(index) && partner(of: index) > index ? partner(of: index) + 1 : index + 1
    }
    guard index > first else { return "`(\(names)) = …`" }
    let values = excerpt(Span(tokens[first].lower, tokens[index - 1].upper))
    return hasComma ? "`(\(names)) = (\(values))`" : "`(\(names)) = \(values)`"
  }

  private func endsStatement(_ index: Int, after first: Int) -> Bool {
    tokens[index].kind == .semicolon || index > first && tokens[index].newlineBefore
  }

  /// What `10,5` means: a decimal comma, or two numbers.
  var decimalComma: (String, String?)? {
    guard context.newlineEnds, previous.kind == .number, peek().kind == .number,
      !current.spaceBefore, !peek().spaceBefore, !text(previous).contains(".")
    else { return nil }
    let (whole, fraction) = (text(previous), text(peek()))
    return (
      "a comma separates, and is no decimal point",
      "`\(whole).\(fraction)`, or the tuple `(\(whole), \(fraction))`"
    )
  }

  /// Whether the list that is being read has a semicolon further on, as matrices elsewhere have.
  var isMatrixOfElsewhere: Bool {
    var index = position
    while index < min(tokens.count - 1, position + 200) {
      switch tokens[index].kind {
      case .rightBracket: return false
      case .semicolon: return true
      default: index += 1
      }
    }
    return false
  }

  /// What stands before the parenthesis that the current token is in.
  var surroundingCall: (name: Token, isCall: Bool)? {
    var (index, depth) = (position - 1, 0)
    while index >= 0, index > position - 60 {
      switch tokens[index].kind {
      case .rightParenthesis, .rightBracket, .rightBrace: depth += 1
      case .leftBracket, .leftBrace:
        guard depth > 0 else { return nil }
        depth -= 1
      case .leftParenthesis where depth == 0:
        guard index > 0 else { return (tokens[index], false) }
        let isCall = tokens[index - 1].kind == .name && !tokens[index].spaceBefore
        return (tokens[index - 1], isCall)
      case .leftParenthesis: depth -= 1
      default: break
      }
      index -= 1
    }
    return nil
  }

  /// The text of the string that begins at the current token.
  var quoted: String {
    var index = position
    while index < min(tokens.count - 1, position + 40), tokens[index].kind != .stringEnd {
      index += 1
    }
    let string = excerpt(Span(current.lower, tokens[index].upper))
    return string == "…" ? "\"…\"" : string
  }
}
