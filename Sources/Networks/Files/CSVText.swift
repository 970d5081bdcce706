import TensorCore

/// The text of a table: UTF-8, or UTF-16 as spreadsheets write it.
struct CSVText {
  let bytes: [UInt8]
  /// What stands behind a byte order mark.
  let range: Range<Int>

  /// - Throws: `MalformedFile` for what is no text.
  init(_ bytes: [UInt8]) throws(MalformedFile) {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    if isLittle || bytes.starts(with: [0xFE, 0xFF]) {
      self.bytes = try Self.decoded(bytes, isLittleEndian: isLittle)
      range = 0..<self.bytes.count
      return
    }
    self.bytes = bytes
    range = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)..<bytes.count
    if let zero = bytes.firstIndex(of: 0) {
      throw MalformedFile(.byte(zero), "a byte that is 0: this is no text")
    }
    guard let wrong = Self.firstWrongByte(in: bytes) else { return }
    let line = bytes[..<wrong].count { $0 == 0x0A } + 1
    let column = wrong - (bytes[..<wrong].lastIndex(of: 0x0A) ?? -1)
    throw MalformedFile(
      .line(line, column: nil),
      "byte \(column) of the line is not UTF-8",
      hint: "save the table as UTF-8"
    )
  }

  /// How many fields there are at most.
  func count(of separator: UInt8) -> Int {
    bytes.count { $0 == separator || $0 == 0x0A || $0 == 0x0D } + 1
  }

  func string(_ field: CSVField) -> String {
    let text = String(decoding: bytes[field.range], as: UTF8.self)
    return field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
  }

  private static func decoded(
    _ bytes: [UInt8],
    isLittleEndian: Bool
  ) throws(MalformedFile) -> [UInt8] {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let (low, high) =
        isLittleEndian
        ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
      return UInt16(high) << 8 | UInt16(low)
    }
    guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      throw MalformedFile(.file, "the text is damaged UTF-16", hint: "save the table as UTF-8")
    }
    return Array(text.utf8)
  }

  /// Where the first byte stands that is not UTF-8.
  private static func firstWrongByte(in bytes: [UInt8]) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
