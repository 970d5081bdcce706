/// Strings and numbers.
extension JSONParser {
  /// Reads a string from its opening quote to behind its closing one.
  mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    skipPlainText()
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return try text(bytes[start..<position - 1])
    }
    return try escapedString(from: start)
  }

  /// Reads on in a string that holds at least one escape.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var units = Array(bytes[start..<position])
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return try text(units[...])
      case UInt8(ascii: "\\"):
        position += 1
        try appendEscape(to: &units)
      case 0..<0x20:
        throw unexpected("a control character in a string")
      default:
        let run = position
        skipPlainText()
        units += bytes[run..<position]
      }
    }
    throw unexpected("a string without an end")
  }

  private mutating func skipPlainText() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
      position += 1
    }
  }

  private func text(_ units: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard let text = String(validating: units, as: UTF8.self) else {
      throw unexpected("invalid UTF-8")
    }
    return text
  }

  private mutating func appendEscape(to units: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw unexpected("a string without an end") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
    case UInt8(ascii: "b"): units.append(0x08)
    case UInt8(ascii: "f"): units.append(0x0C)
    case UInt8(ascii: "n"): units.append(0x0A)
    case UInt8(ascii: "r"): units.append(0x0D)
    case UInt8(ascii: "t"): units.append(0x09)
    case UInt8(ascii: "u"): units += Array(String(try unicodeEscape()).utf8)
    default: throw unexpected("an unknown escape")
    }
  }

  /// Reads `XXXX`, or `XXXX\uXXXX` for a surrogate pair; half a pair becomes U+FFFD.
  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let isPair =
      first < 0xDC00 && position + 1 < bytes.count
      && bytes[position] == UInt8(ascii: "\\") && bytes[position + 1] == UInt8(ascii: "u")
    guard isPair else { return replacement }
    let afterFirst = position
    position += 2
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else {
      position = afterFirst
      return replacement
    }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw unexpected("a string without an end") }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("no four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }

  mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if peek("-") { position += 1 }
    let integerStart = position
    try digits()
    let hasLeadingZero = bytes[integerStart] == UInt8(ascii: "0") && position > integerStart + 1
    guard !hasLeadingZero else { throw unexpected("a number with a leading zero") }
    var isWhole = true
    if peek(".") {
      isWhole = false
      position += 1
      try digits()
    }
    if peek("e") || peek("E") {
      isWhole = false
      position += 1
      if peek("+") || peek("-") { position += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw unexpected("a number out of range")
    }
    return .number(number)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    guard position > start else { throw unexpected("no value") }
  }

  private func peek(_ character: Unicode.Scalar) -> Bool {
    position < bytes.count && bytes[position] == UInt8(ascii: character)
  }
}
