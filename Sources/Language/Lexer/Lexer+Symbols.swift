extension Lexer {
  /// Reads a token that begins with an ASCII symbol.
  mutating func readSymbol(_ byte: UInt8) {
    switch Character(Unicode.Scalar(byte)) {
    case "(": openBracket(.parenthesis, .leftParenthesis)
    case "[": openBracket(.square, .leftBracket)
    case "{": openBracket(.brace, .leftBrace)
    case ")": closeBracket(.parenthesis, .rightParenthesis)
    case "]": closeBracket(.square, .rightBracket)
    case "}": readClosingBrace()
    case ",": take(.comma, 1)
    case ";": take(.semicolon, 1)
    case "?": take(.question, 1)
    case ":": readColon()
    case ".": readDot()
    case "'": readPrimes()
    default: readOperator(byte)
    }
  }

  private mutating func readOperator(_ byte: UInt8) {
    if reportForeignOperator() { return }
    let next = self.byte(offset + 1)
    let equals = next == UInt8(ascii: "=")
    switch Character(Unicode.Scalar(byte)) {
    case "+": equals ? take(.addAssign, 2) : take(.add, 1)
    case "-" where next == UInt8(ascii: ">"): take(.arrow, 2)
    case "-": equals ? take(.subtractAssign, 2) : take(.subtract, 1)
    case "*": equals ? take(.multiplyAssign, 2) : take(.multiply, 1)
    case "/": equals ? take(.divideAssign, 2) : take(.divide, 1)
    case "@": take(.matrixMultiply, 1)
    case "%": readPercent()
    case "^": take(.power, 1)
    case "=": equals ? take(.equal, 2) : take(.assign, 1)
    case "!" where equals: take(.notEqual, 2)
    case "<": equals ? take(.lessOrEqual, 2) : take(.less, 1)
    case ">": equals ? take(.greaterOrEqual, 2) : take(.greater, 1)
    case "|" where next == UInt8(ascii: ">"): take(.pipe, 2)
    default: readForeignSymbol(byte)
    }
  }

  private mutating func readClosingBrace() {
    if !strings.isEmpty, isInterpolating || !brackets.isOpen(.brace) {
      closeInterpolation()
    } else {
      closeBracket(.brace, .rightBrace)
    }
  }

  private mutating func readColon() {
    if isInterpolating {
      readFormat()
    } else if byte(offset + 1) == UInt8(ascii: "=") {
      take(.set, 2)
    } else {
      take(.colon, 1)
    }
  }

  private mutating func readDot() {
    let next = byte(offset + 1)
    if ScalarClasses.isDigit(next) {
      readNumber()
    } else if next == UInt8(ascii: ".") {
      switch byte(offset + 2) {
      case UInt8(ascii: "<"): take(.halfOpenRange, 3)
      case UInt8(ascii: "."): take(.closedRange, 3)
      default:
        let isClosed = byte(offset + 2) == UInt8(ascii: "=")
        take(.closedRange, isClosed ? 3 : 2)
        report(
          "a range is written with `...` or `..<`",
          from: offset - (isClosed ? 3 : 2),
          hint: filled(
            "`•...◦` holds its last number, `•..<◦` does not",
            around: offset - (isClosed ? 3 : 2)
          )
        )
      }
    } else if !reportForeignOperator() {
      take(.dot, 1)
    }
  }

  /// Reads a run of primes, ASCII or not.
  mutating func readPrimes() {
    guard touchesOperand else { return refuseQuotedText() }
    let lower = offset
    while let length = primeLength(at: offset) { offset += length }
    append(.prime, from: lower)
  }

  private func primeLength(at position: Int) -> Int? {
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "'") { return 1 }
    guard bytes[position] == 0xE2 else { return nil }
    return ["′", "″", "‴"].contains(scalar(at: position).scalar) ? 3 : nil
  }

  /// Refuses `'text'`, or a prime that stands after nothing.
  private mutating func refuseQuotedText() {
    let lower = offset
    var end = offset + 1
    while end < bytes.count, bytes[end] != bytes[lower], bytes[end] != 0x0A, bytes[end] != 0x0D {
      end += 1
    }
    if bytes[lower] == UInt8(ascii: "'"), byte(end) == UInt8(ascii: "'") {
      offset = end + 1
      append(.invalid, from: lower)
      let quoted = text(lower + 1, end)
      report(
        "strings stand between double quotes",
        from: lower,
        hint: quoted.utf8.count <= 40 ? "`\"\(quoted)\"`" : nil
      )
    } else {
      offset += scalar(at: offset).length
      append(.invalid, from: lower)
      report(
        "a prime stands directly after a name, a field or a parenthesis",
        from: lower,
        hint: "a string stands between double quotes"
      )
    }
  }

  /// Reads `%`, or a whole line that is a command.
  private mutating func readPercent() {
    let lower = offset
    let isDouble = byte(offset + 1) == UInt8(ascii: "%")
    let nameStart = offset + (isDouble ? 2 : 1)
    guard startsTopLevelStatement, ScalarClasses.isASCIILetter(byte(nameStart)) else {
      return take(.modulo, 1)
    }
    skipLine()
    append(.command, from: lower)
    guard isDouble else { return }
    offset = nameStart
    report("commands begin with one `%`", from: lower, hint: "put the text behind it on its line")
    skipLine()
  }

  /// Whether a statement outside of all brackets may begin here.
  private var startsTopLevelStatement: Bool {
    guard brackets.depth == 0, let last = tokens.last else { return brackets.depth == 0 }
    return last.kind == .semicolon || newlineBefore && !last.kind.continuesStatement
  }

  /// Reads a token that begins with a scalar outside of ASCII.
  mutating func readUnicode() {
    let lower = offset
    let (scalar, length) = scalar(at: offset)
    if ScalarClasses.startsName(scalar) { return readName() }
    if let kind = Self.unicodeOperators[scalar] {
      if kind == .subtract, byte(offset + length) == UInt8(ascii: "=") {
        return take(.subtractAssign, length + 1)
      }
      return take(kind, length)
    }
    if ScalarClasses.isRaised(scalar) || scalar == "⁻" { return readSuperscript() }
    if scalar == "′" || scalar == "″" || scalar == "‴" { return readPrimes() }
    let isRun = tokens.last.map { $0.kind == .invalid && $0.upper == lower } ?? false
    offset += length
    append(.invalid, from: lower)
    guard !isRun else { return }
    let foreign = foreignScalars[scalar] ?? scalar.narrow.map { "`\($0)`" }
    report(
      "the character `\(scalar.shown)` has no meaning here",
      from: lower,
      label: foreign == nil ? scalar.codePoint : nil,
      hint: foreign
    )
  }

  /// The spellings outside of ASCII that lectures use.
  static let unicodeOperators: [Unicode.Scalar: Token.Kind] = [
    "−": .subtract, "×": .multiply, "÷": .divide, "·": .dotProduct, "⋅": .dotProduct,
    "≤": .lessOrEqual, "≥": .greaterOrEqual, "≠": .notEqual, "→": .arrow, "↦": .arrow,
    "‖": .norm, "∥": .norm, "√": .root, "∇": .nabla, "∘": .compose, "ᵀ": .transpose,
  ]

  private mutating func readSuperscript() {
    let lower = offset
    var lowered = ""
    var isKnown = true
    while offset < bytes.count, bytes[offset] >= 0x80 {
      let (scalar, length) = scalar(at: offset)
      guard scalar != "ᵀ", ScalarClasses.isRaised(scalar) || scalar == "⁻" else { break }
      isKnown = isKnown && ScalarClasses.lowered(scalar) != nil
      lowered.append(ScalarClasses.lowered(scalar) ?? Character(scalar))
      offset += length
    }
    append(.superscript, from: lower)
    guard !isKnown else { return }
    report(
      "superscripts are digits, `⁻` and `ⁿ`",
      from: lower,
      hint: text(lower, offset) == "ᵗ"
        ? "a transpose is `ᵀ` or `.T`" : "powers are written with `^`"
    )
  }
}

extension Unicode.Scalar {
  /// The ASCII symbol that an East Asian keyboard writes wide: `（` is `(`.
  fileprivate var narrow: Unicode.Scalar? {
    switch value {
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0)
    case 0x3001: ","
    case 0x3002: "."
    default: nil
    }
  }

  /// The scalar where it can be seen, else its code point.
  fileprivate var shown: String {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator,
      .paragraphSeparator:
      codePoint
    default: String(Character(self))
    }
  }

  /// The scalar's number: `U+200B`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
