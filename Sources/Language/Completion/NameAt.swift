/// A name, path, command or symbol in a text.
public struct NamedPlace: Hashable, Sendable {
  /// `sin`, `r.a`, `%time`, `∇`, in NFC.
  public let name: String
  public let span: Span
}

/// The name at a cursor, of which a reader wants to know more: the one it stands in or directly
/// behind, else the function of the call around it.
public func nameAt(_ text: String, utf8Offset: Int) -> NamedPlace? {
  let bytes = Array(text.utf8)
  var lexer = Lexer(bytes)
  lexer.run()
  let tokens = lexer.tokens
  func place(_ span: Span) -> NamedPlace {
    let name = String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
    return NamedPlace(name: name.normalizedName, span: span)
  }
  // Behind a name counts as on it, but a token that begins at the cursor comes first.
  let found = tokens.indices.last { tokens[$0].lower <= utf8Offset }
  let touched = [found, found.map { $0 - 1 }].compactMap { $0 }.filter { index in
    tokens.indices.contains(index) && tokens[index].lower <= utf8Offset
      && utf8Offset <= tokens[index].upper
  }
  for index in touched {
    let token = tokens[index]
    switch token.kind {
    case .name:
      return place(Span(tokens[pathStart(index, tokens)].lower, token.upper))
    case .command:
      let end = bytes[token.lower..<token.upper].firstIndex { $0 == 0x20 || $0 == 0x09 }
      return place(Span(token.lower, end ?? token.upper))
    case .nabla, .root, .compose, .matrixMultiply, .dotProduct, .transpose, .pipe, .arrow, .add,
      .subtract, .multiply, .divide, .power, .modulo, .norm, .prime:
      return place(token.span)
    case _ where token.kind.isKeyword:
      return place(token.span)
    default:
      continue
    }
  }
  return callAround(text, utf8Offset: utf8Offset)
}

/// The function of the innermost call around a cursor.
public func callAround(_ text: String, utf8Offset: Int) -> NamedPlace? {
  CursorReader(text, utf8Offset).callPlace.map { span in
    let name = String(decoding: Array(text.utf8)[span.lower..<span.upper], as: UTF8.self)
    return NamedPlace(name: name.normalizedName, span: span)
  }
}

/// The names that a text mentions, in their order and each once, without the one at the cursor.
///
/// Fields are left out, and so are single letters, which nobody completes.
public func namesWritten(in text: String, exceptAt utf8Offset: Int) -> [String] {
  let bytes = Array(text.utf8)
  var lexer = Lexer(bytes)
  lexer.run()
  var names: [String] = []
  var seen: Set<String> = []
  for (index, token) in lexer.tokens.enumerated() where token.kind == .name {
    let isTyped = token.lower <= utf8Offset && utf8Offset <= token.upper
    guard !isTyped, index == 0 || lexer.tokens[index - 1].kind != .dot else { continue }
    let name = String(decoding: bytes[token.lower..<token.upper], as: UTF8.self).normalizedName
    if name.count > 1, seen.insert(name).inserted { names.append(name) }
  }
  return names
}

/// The first token of the path `r.a.b` that a name ends.
private func pathStart(_ last: Int, _ tokens: [Token]) -> Int {
  var index = last
  while index >= 2, tokens[index - 1].kind == .dot, tokens[index - 2].kind == .name { index -= 2 }
  return index
}
