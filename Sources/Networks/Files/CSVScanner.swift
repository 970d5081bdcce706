import TensorCore

/// Cuts the bytes of a text table into fields.
struct CSVScanner {
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  private let text: ArraySlice<UInt8>
  private let separator: UInt8
  private var position: Int
  private var line = 1

  init(_ text: ArraySlice<UInt8>, separator: UInt8) {
    self.text = text
    self.separator = separator
    position = text.startIndex
  }

  /// Every row that has something in it.
  mutating func rows() throws -> [CSVRows.Row] {
    var rows: [CSVRows.Row] = []
    while let row = try row() {
      if rows.count % 1024 == 0 { try Interruption.current?.check() }
      rows.append(row)
    }
    return rows
  }

  /// How many fields the first rows have, up to the first that is damaged.
  mutating func fieldCounts(ofFirst count: Int) -> [Int] {
    var counts: [Int] = []
    while counts.count < count {
      do throws(MalformedFile) {
        guard let row = try row() else { break }
        counts.append(row.fields.count)
      } catch {
        break
      }
    }
    return counts
  }

  /// The next row; nil at the end.
  private mutating func row() throws(MalformedFile) -> CSVRows.Row? {
    skipEmptyLines()
    guard position < text.endIndex else { return nil }
    var row = CSVRows.Row(line: line)
    repeat {
      row.fields.append(try field())
    } while next(separator)
    // What a row of spaces ends with is no field.
    if separator == UInt8(ascii: " "), let last = row.fields.last, last.text.isEmpty, !last.isQuoted
    {
      row.fields.removeLast()
    }
    skipLineEnd()
    return row
  }

  private mutating func field() throws(MalformedFile) -> CSVRows.Field {
    skipSpace()
    guard position < text.endIndex, text[position] == Self.quote else { return plainField() }
    let start = line
    var content: [UInt8] = []
    position += 1
    while true {
      guard position < text.endIndex else {
        throw MalformedFile(.line(start, column: nil), "a quoted field does not end")
      }
      let byte = text[position]
      position += 1
      if byte == Self.lineFeed { line += 1 }
      if byte == Self.quote, !next(Self.quote) { break }
      content.append(byte)
    }
    skipSpace()
    guard position == text.endIndex || isLineEnd(text[position]) || text[position] == separator
    else {
      throw MalformedFile(.line(line, column: nil), "text follows the end of a quoted field")
    }
    return CSVRows.Field(text: String(decoding: content, as: UTF8.self), isQuoted: true)
  }

  private mutating func plainField() -> CSVRows.Field {
    let start = position
    while position < text.endIndex, text[position] != separator, !isLineEnd(text[position]) {
      position += 1
    }
    var content = text[start..<position]
    while let last = content.last, last == 0x20 || last == 0x09 { content.removeLast() }
    return CSVRows.Field(text: String(decoding: content, as: UTF8.self), isQuoted: false)
  }

  /// Spaces and tabs around a field, where they do not separate.
  private mutating func skipSpace() {
    while position < text.endIndex, text[position] == 0x20 || text[position] == 0x09 {
      // Several spaces separate as one does; of tabs, each separates.
      if text[position] == separator, separator != 0x20 { return }
      position += 1
    }
  }

  private mutating func skipEmptyLines() {
    while position < text.endIndex {
      let start = position
      while position < text.endIndex, text[position] == 0x20 { position += 1 }
      guard position < text.endIndex else { return }
      if text[position] == UInt8(ascii: "#") {
        while position < text.endIndex, !isLineEnd(text[position]) { position += 1 }
      } else if !isLineEnd(text[position]) {
        position = start
        return
      }
      skipLineEnd()
    }
  }

  private mutating func skipLineEnd() {
    let isPair = next(Self.carriageReturn)
    if next(Self.lineFeed) || isPair { line += 1 }
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func next(_ byte: UInt8) -> Bool {
    guard position < text.endIndex, text[position] == byte else { return false }
    position += 1
    return true
  }
}
