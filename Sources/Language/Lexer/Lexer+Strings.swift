extension Lexer {
  /// Reads a string from its opening quote.
  mutating func readString() {
    if byte(offset + 1) == UInt8(ascii: "\""), byte(offset + 2) == UInt8(ascii: "\"") {
      return refuseTripleQuotes()
    }
    strings.append(
      OpenString(tokenIndex: tokens.count, lower: offset, bracketDepth: brackets.depth)
    )
    take(.stringStart, 1)
    readStringText()
  }

  /// Whether the innermost bracket is the brace of an interpolation.
  var isInterpolating: Bool { brackets.innermost == .interpolation }

  /// Reads on behind an interpolation's closing brace.
  mutating func closeInterpolation() {
    let closing = brackets.close(.interpolation, tokenIndex: tokens.count)
    take(.interpolationEnd, 1)
    if case .leavesOpen(let opening) = closing { note(.unclosed(tokens[opening])) }
    readStringText()
  }

  /// Reads the format of an interpolation from its colon to the brace.
  mutating func readFormat() {
    let lower = offset
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "}") || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\"") {
        break
      }
      offset += 1
    }
    append(.format, from: lower)
  }

  /// Gives up on a string that is not closed on its line.
  mutating func abandonString(_ open: OpenString) {
    skipLine()
    tokens.removeSubrange((open.tokenIndex + 1)...)
    let first = tokens[open.tokenIndex]
    spaceBefore = first.spaceBefore
    newlineBefore = first.newlineBefore
    tokens.removeLast()
    brackets.drop(to: open.bracketDepth, tokenIndex: open.tokenIndex)
    strings.removeAll()
    append(.invalid, from: open.lower)
    issues.removeAll { $0.span.lower > open.lower }
    report("the string is not closed on its line", from: open.lower, hint: hint(forString: open))
  }

  /// What may be wrong with a string that is not closed: a brace of it, or a line break.
  private func hint(forString open: OpenString) -> String {
    let written = text(open.lower + 1, offset)
    let quotes = written.count { $0 == "\"" }
    return quotes > 0 && written.contains("{")
      ? "`{` begins a value put into the string; a brace itself is written `\\{`"
      : "a line break inside a string is written `\\n`"
  }

  /// Reads text up to the closing quote or the next interpolation.
  private mutating func readStringText() {
    let lower = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        appendText(from: lower)
        take(.stringEnd, 1)
        strings.removeLast()
        return
      case UInt8(ascii: "{"):
        appendText(from: lower)
        openInterpolation()
        return
      case UInt8(ascii: "\\"):
        readEscape()
      case 0x0A, 0x0D:
        if let open = strings.first { abandonString(open) }
        return
      case 0x00..<0x20 where bytes[offset] != 0x09, 0x7F:
        offset += 1
        report("a control character in a string", from: offset - 1, hint: nil)
      default:
        offset += 1
      }
    }
    if stopsAtCursor {
      appendText(from: lower)
    } else if let open = strings.first {
      abandonString(open)
    }
  }

  private mutating func appendText(from lower: Int) {
    if offset > lower { append(.stringText, from: lower) }
  }

  private mutating func openInterpolation() {
    let lower = offset
    brackets.push(.interpolation, tokenIndex: tokens.count)
    take(.interpolationStart, 1)
    if byte(offset) == UInt8(ascii: "{") {
      offset += 1
      report("`{{` in a string", from: lower, hint: "a brace is written `\\{`")
      offset -= 1
    }
    guard brackets.depth > SyntaxLimits.nesting else { return }
    report("strings nested deeper than \(SyntaxLimits.nesting)", from: lower, hint: nil)
    isTooDeep = true
  }

  /// Checks the escape at the backslash and moves behind it.
  private mutating func readEscape() {
    let lower = offset
    let next = byte(offset + 1)
    guard offset + 1 < bytes.count, next != 0x0A, next != 0x0D else {
      offset += 1
      return
    }
    offset += scalar(at: offset + 1).length + 1
    var end = lower + 1
    while ScalarClasses.isASCIILetter(byte(end)) { end += 1 }
    let word = text(lower + 1, end)
    switch next {
    case UInt8(ascii: "n"), UInt8(ascii: "t"):
      guard word.count > 1, latexSymbols["\\" + word] != nil else { return }
      offset = end
      let rest = word.dropFirst()
      report(
        "`\\\(word)` has two readings",
        from: lower,
        hint: "`\\\\\(word)` for the symbol's name, "
          + "`{\"\\\(word.prefix(1))\"}\(rest)` for the control character before `\(rest)`"
      )
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"):
      return
    default:
      let escape = text(lower, offset)
      report(
        "`\(escape)` is no escape",
        from: lower,
        hint: next == UInt8(ascii: "}")
          ? "a closing brace stands for itself" : "`\\\\` is a backslash"
      )
    }
  }

  private mutating func refuseTripleQuotes() {
    let lower = offset
    offset += 3
    while offset < bytes.count, !bytes[offset...].starts(with: [0x22, 0x22, 0x22]) {
      offset += 1
    }
    offset = min(offset + 3, bytes.count)
    append(.invalid, from: lower)
    note(
      SyntaxIssue(
        "a string stands between single `\"`",
        Span(lower, lower + 3),
        hint: "a line break inside a string is written `\\n`"
      )
    )
  }
}
