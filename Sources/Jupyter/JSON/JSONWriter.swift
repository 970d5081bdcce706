extension JSONValue {
  /// The value as UTF-8 JSON without spaces.
  public func serialized() -> [UInt8] {
    var writer = JSONWriter(indentation: nil)
    writer.write(self)
    return writer.bytes
  }

  /// The value as a person and a version-control system like it: a member a line, `width` spaces a level.
  public func serialized(indentedBy width: Int) -> String {
    var writer = JSONWriter(indentation: width)
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Writes JSON text into a buffer of bytes.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Spaces a level; nil for everything on one line.
  let indentation: Int?
  private var level = 0

  init(indentation: Int?) {
    self.indentation = indentation
    bytes.reserveCapacity(256)
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .number(let value): write(value)
    case .string(let text): write(text)
    case .array(let elements):
      writeGroup("[", "]", elements) { $0.write($1) }
    case .object(let object):
      writeGroup("{", "}", object.members) { writer, member in
        writer.write(name: member.name)
        writer.write(member.value)
      }
    }
  }

  /// Writes an object all of whose values are strings.
  mutating func writeObject(of members: [(name: String, text: String)]) {
    writeGroup("{", "}", members) { writer, member in
      writer.write(name: member.name)
      writer.write(member.text)
    }
  }

  private mutating func write(name: String) {
    write(name)
    bytes.append(UInt8(ascii: ":"))
    if indentation != nil { bytes.append(0x20) }
  }

  @inline(__always)
  private mutating func writeGroup<Element>(
    _ open: Unicode.Scalar,
    _ close: Unicode.Scalar,
    _ elements: [Element],
    _ writeElement: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      writeElement(&self, element)
    }
    level -= 1
    if !elements.isEmpty { breakLine() }
    bytes.append(UInt8(ascii: close))
  }

  private mutating func breakLine() {
    guard let indentation else { return }
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: indentation * level)
  }

  private mutating func write(_ value: Double) {
    // JSON has no other numbers: a front end refuses the whole message that holds `NaN`.
    bytes += (value.isFinite ? "\(value)" : "null").utf8
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      // What needs no escape goes out in one piece.
      var start = 0
      for place in utf8.indices where !Self.standsForItself(utf8[place]) {
        bytes.append(contentsOf: utf8[start..<place])
        writeEscaped(utf8[place])
        start = place + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func standsForItself(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes += "\\\"".utf8
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0D: bytes += "\\r".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x08: bytes += "\\b".utf8
    case 0x0C: bytes += "\\f".utf8
    case 0..<0x20:
      bytes += "\\u00".utf8
      bytes.append(hexadecimalDigit(byte >> 4))
      bytes.append(hexadecimalDigit(byte & 15))
    default: bytes.append(byte)
    }
  }
}

/// The digit `0`-`9`, `a`-`f` of a value below 16.
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
