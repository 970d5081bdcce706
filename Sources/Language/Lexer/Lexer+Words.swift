extension Lexer {
  /// Reads a name or keyword.
  mutating func readName() {
    let lower = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte < 0x80 {
        guard
          ScalarClasses.isASCIILetter(byte) || ScalarClasses.isDigit(byte)
            || byte == UInt8(ascii: "_")
        else { break }
        offset += 1
      } else {
        let (scalar, length) = scalar(at: offset)
        guard ScalarClasses.continuesName(scalar) else { break }
        offset += length
      }
    }
    append(offset - lower <= 8 ? keyword(lower, offset) ?? .name : .name, from: lower)
  }

  private func keyword(_ lower: Int, _ upper: Int) -> Token.Kind? {
    guard bytes[lower] >= UInt8(ascii: "a") else { return nil }
    return Self.keywords[text(lower, upper)]
  }

  /// The words that are never names.
  static let keywords: [String: Token.Kind] = [
    "if": .ifKeyword, "else": .elseKeyword, "for": .forKeyword, "in": .inKeyword,
    "while": .whileKeyword, "break": .breakKeyword, "continue": .continueKeyword,
    "return": .returnKeyword, "and": .and, "or": .or, "not": .not,
    "true": .trueLiteral, "false": .falseLiteral, "none": .noneLiteral,
  ]

  /// Reads a number: `1`, `2.5`, `.5`, `1e-3`, `1_000`.
  mutating func readNumber() {
    let lower = offset
    if isBasedNumber {
      return refuseNumber(from: lower, "only decimal numbers can be written", hint: decimalHint)
    }
    var isFine = byte(offset) == UInt8(ascii: ".") || skipDigits()
    if isFine, byte(offset) == UInt8(ascii: "."), ScalarClasses.isDigit(byte(offset + 1)) {
      offset += 1
      isFine = skipDigits()
    }
    guard isFine else {
      return refuseNumber(
        from: lower,
        "`_` in a number stands between two digits",
        hint: "a product is written with `*`"
      )
    }
    let hasExponent = skipExponent()
    if hasExponent, byte(offset) == UInt8(ascii: "_") {
      return refuseNumber(from: lower, "an exponent is a plain whole number", hint: nil)
    }
    if byte(offset) == UInt8(ascii: ".") {
      if ScalarClasses.isDigit(byte(offset + 1)) {
        let message =
          hasExponent ? "an exponent is a whole number" : "a number has one decimal point"
        return refuseNumber(from: lower, message, hint: nil)
      }
      if refusesPoint(after: lower) { return }
    }
    append(.number, from: lower)
  }

  /// Whether `0x…`, `0b…` or `0o…` stands here.
  private var isBasedNumber: Bool {
    guard bytes[offset] == UInt8(ascii: "0") else { return false }
    let letter = byte(offset + 1) | 0x20
    return letter == UInt8(ascii: "x") || letter == UInt8(ascii: "b")
      || letter == UInt8(ascii: "o")
  }

  /// The decimal number that `0xFF` means.
  private var decimalHint: String {
    var end = offset + 2
    while ScalarClasses.isASCIILetter(byte(end)) || ScalarClasses.isDigit(byte(end)) { end += 1 }
    let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "b"): 2, UInt8(ascii: "o"): 8]
    let number = radix[byte(offset + 1) | 0x20].flatMap { Int(text(offset + 2, end), radix: $0) }
    return number.map { "`\($0)`" } ?? "0 times a name is `0 * name`"
  }

  /// Skips digits with single underscores between them; false where one stands elsewhere.
  private mutating func skipDigits() -> Bool {
    while true {
      while ScalarClasses.isDigit(byte(offset)) { offset += 1 }
      guard byte(offset) == UInt8(ascii: "_") else { return true }
      guard ScalarClasses.isDigit(byte(offset + 1)) else { return false }
      offset += 1
    }
  }

  /// Skips `e`, an optional sign and digits; `2e^x` and `2e` have no exponent.
  private mutating func skipExponent() -> Bool {
    guard byte(offset) | 0x20 == UInt8(ascii: "e") else { return false }
    var end = offset + 1
    if byte(end) == UInt8(ascii: "-") || byte(end) == UInt8(ascii: "+") {
      end += 1
    } else if byte(end) >= 0x80, end < bytes.count, scalar(at: end).scalar == "−" {
      end += 3
    }
    guard ScalarClasses.isDigit(byte(end)) else { return false }
    while ScalarClasses.isDigit(byte(end)) { end += 1 }
    offset = end
    return true
  }

  /// Refuses `1.` where no range or elementwise operator follows.
  private mutating func refusesPoint(after lower: Int) -> Bool {
    let next = byte(offset + 1)
    if next == UInt8(ascii: ".") || next == UInt8(ascii: "*") || next == UInt8(ascii: "/")
      || next == UInt8(ascii: "^")
    {
      return false
    }
    let digits = text(lower, offset)
    offset += 1
    append(.number, from: lower)
    report(
      "a decimal point needs digits behind it",
      from: lower,
      hint: "`\(digits)` or `\(digits).0`"
    )
    return true
  }

  private mutating func refuseNumber(from lower: Int, _ message: String, hint: String?) {
    while ScalarClasses.isASCIILetter(byte(offset)) || ScalarClasses.isDigit(byte(offset))
      || byte(offset) == UInt8(ascii: "_")
      || byte(offset) == UInt8(ascii: ".") && ScalarClasses.isDigit(byte(offset + 1))
    {
      offset += 1
    }
    append(.invalid, from: lower)
    report(message, from: lower, hint: hint)
  }
}
