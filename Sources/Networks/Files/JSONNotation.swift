/// The part of JSON that headers of files are written in: objects in order, lists, strings and whole numbers.
///
/// Other numbers, `true`, `false` and `null` occur in no header and are refused.
struct JSONNotation {
  enum Value {
    case object([(name: String, value: Value)])
    case list([Value])
    case text(String)
    case number(Int)

    /// A list of numbers that are not negative; nil for everything else.
    var sizes: [Int]? {
      guard case .list(let values) = self else { return nil }
      var sizes: [Int] = []
      for value in values {
        guard case .number(let number) = value else { return nil }
        sizes.append(number)
      }
      return sizes
    }
  }

  /// No header nests deeper than an object, a description and its shape.
  private static let depthLimit = 8

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The one value that the bytes spell.
  mutating func document() throws(MalformedFile) -> Value {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.endIndex else { throw problem("text follows the header's object") }
    return value
  }

  private mutating func value(depth: Int) throws(MalformedFile) -> Value {
    guard depth < Self.depthLimit else { throw problem("the header nests too deep") }
    skipSpace()
    switch position < bytes.endIndex ? bytes[position] : 0 {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw problem("the header is no JSON of strings, whole numbers, lists and objects")
    }
  }

  private mutating func object(depth: Int) throws(MalformedFile) -> Value {
    var fields: [(name: String, value: Value)] = []
    var names: Set<String> = []
    position += 1
    if next("}") { return .object([]) }
    repeat {
      skipSpace()
      let start = position
      let name = try text()
      guard names.insert(name).inserted else {
        throw MalformedFile(.byte(start), "the name \"\(name)\" stands twice in the header")
      }
      try expect(":")
      fields.append((name, try value(depth: depth + 1)))
    } while next(",")
    try expect("}")
    return .object(fields)
  }

  private mutating func list(depth: Int) throws(MalformedFile) -> Value {
    var values: [Value] = []
    position += 1
    if next("]") { return .list([]) }
    repeat {
      values.append(try value(depth: depth + 1))
    } while next(",")
    try expect("]")
    return .list(values)
  }

  private mutating func number() throws(MalformedFile) -> Int {
    let start = position
    var number = 0
    while position < bytes.endIndex, let digit = digit(bytes[position]) {
      let (tens, overflowsTens) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = tens.addingReportingOverflow(digit)
      guard !overflowsTens, !overflows else {
        throw MalformedFile(.byte(start), "a number in the header is too large")
      }
      number = sum
      position += 1
    }
    return number
  }

  private func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func next(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(MalformedFile) {
    if !next(character) { throw problem("`\(character)` is missing in the header") }
  }

  private func problem(_ reason: String) -> MalformedFile {
    MalformedFile(.byte(position), reason)
  }
}

// MARK: - Strings

extension JSONNotation {
  /// A text as JSON writes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private mutating func text() throws(MalformedFile) -> String {
    guard next("\"") else { throw problem("a name in quotes is missing in the header") }
    let start = position
    var units: [UInt8] = []
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        units += try escape().utf8
      } else {
        units.append(bytes[position])
        position += 1
      }
    }
    guard position < bytes.endIndex else { throw problem("a string in the header does not end") }
    position += 1
    guard let text = String(validating: units, as: UTF8.self) else {
      throw MalformedFile(.byte(start), "a string in the header is not UTF-8")
    }
    return text
  }

  /// What an escape stands for; two of them for a scalar beyond the first plane.
  private mutating func escape() throws(MalformedFile) -> String {
    position += 1
    guard position < bytes.endIndex else { throw problem("a string in the header does not end") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: Array("\\u".utf8)) {
        position += 2
        units.append(try unit())
      }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw problem("an escape in the header stands for no character")
      }
      return text
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(UnicodeScalar(letter))
    default: throw problem("an escape in the header is unknown")
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(MalformedFile) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw problem("an escape in the header lacks digits") }
    position += 4
    return unit
  }
}
