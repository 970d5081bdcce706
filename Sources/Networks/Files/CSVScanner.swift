import TensorCore

/// Where a field of a text table stands.
struct CSVField {
  /// The first byte, behind a quotation mark.
  let start: Int
  /// The bytes, and whether they stood in quotes and have doubled quotes among them.
  private let packed: UInt32

  static let lengthLimit = 1 << 29

  init(_ range: Range<Int>, isQuoted: Bool = false, hasDoubledQuotes: Bool = false) {
    start = range.lowerBound
    packed = UInt32(range.count) << 2 | (isQuoted ? 1 : 0) | (hasDoubledQuotes ? 2 : 0)
  }

  var range: Range<Int> { start..<(start + Int(packed >> 2)) }
  var isEmpty: Bool { packed >> 2 == 0 }
  var isQuoted: Bool { packed & 1 != 0 }
  var hasDoubledQuotes: Bool { packed & 2 != 0 }
}

/// Cuts the bytes of a text table into fields.
struct CSVScanner {
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D
  private static let hash = UInt8(ascii: "#")

  /// A line that begins with `#`: where it is, and what stands behind the mark.
  struct Comment {
    let line: Int
    let range: Range<Int>
  }

  private let bytes: [UInt8]
  private let end: Int
  private let separator: UInt8
  private var position: Int
  private(set) var line: Int
  /// The comments passed over so far.
  private(set) var comments: [Comment] = []

  /// Of a part of the bytes, which begins on the line given.
  init(_ bytes: [UInt8], _ range: Range<Int>, separator: UInt8, line: Int = 1) {
    self.bytes = bytes
    self.separator = separator
    self.line = line
    position = range.lowerBound
    end = range.upperBound
  }

  /// How many fields the first rows have, up to the first that is damaged.
  mutating func fieldCounts(ofFirst count: Int) -> [Int] {
    var counts: [Int] = []
    var fields: [CSVField] = []
    while counts.count < count {
      fields.removeAll(keepingCapacity: true)
      do throws(MalformedFile) {
        guard try row(&fields) != nil else { break }
        counts.append(fields.count)
      } catch {
        break
      }
    }
    return counts
  }

  /// Appends the fields of the next row, and gives the line it begins on; nil at the end.
  mutating func row(_ fields: inout [CSVField]) throws(MalformedFile) -> Int? {
    skipEmptyLines()
    guard position < end else { return nil }
    let start = line
    repeat {
      fields.append(try field())
    } while next(separator)
    // What a row of spaces ends with is no field.
    if separator == UInt8(ascii: " "), let last = fields.last, last.isEmpty, !last.isQuoted {
      fields.removeLast()
    }
    skipLineEnd()
    return start
  }

  private mutating func field() throws(MalformedFile) -> CSVField {
    skipSpace()
    guard position < end, bytes[position] == Self.quote else { return try plainField() }
    let startLine = line
    position += 1
    let start = position
    var hasDoubledQuotes = false
    while true {
      guard position < end else {
        throw MalformedFile(.line(startLine, column: nil), "a quoted field does not end")
      }
      let byte = bytes[position]
      position += 1
      if byte == Self.lineFeed { line += 1 }
      guard byte == Self.quote else { continue }
      guard next(Self.quote) else { break }
      hasDoubledQuotes = true
    }
    let range = start..<(position - 1)
    skipSpace()
    guard position == end || isLineEnd(bytes[position]) || bytes[position] == separator else {
      throw MalformedFile(.line(line, column: nil), "text follows the end of a quoted field")
    }
    try check(range, startLine)
    return CSVField(range, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes)
  }

  private mutating func plainField() throws(MalformedFile) -> CSVField {
    let start = position
    var last = position
    while last < end {
      let byte = bytes[last]
      if byte == separator || isLineEnd(byte) { break }
      last += 1
    }
    position = last
    while last > start, isSpace(bytes[last - 1]) { last -= 1 }
    try check(start..<last, line)
    return CSVField(start..<last)
  }

  private func check(_ range: Range<Int>, _ line: Int) throws(MalformedFile) {
    if range.count < CSVField.lengthLimit { return }
    throw MalformedFile(.line(line, column: nil), "a field has \(range.count) bytes")
  }

  /// Spaces and tabs around a field, where they do not separate.
  private mutating func skipSpace() {
    while position < end, isSpace(bytes[position]) {
      // Several spaces separate as one does; of tabs, each separates.
      if bytes[position] == separator, separator != 0x20 { return }
      position += 1
    }
  }

  private mutating func skipEmptyLines() {
    while position < end {
      let start = position
      while position < end, bytes[position] == 0x20 { position += 1 }
      guard position < end else { return }
      if bytes[position] == Self.hash, !beginsWithMissingValue() {
        let start = position + 1
        while position < end, !isLineEnd(bytes[position]) { position += 1 }
        comments.append(Comment(line: line, range: start..<position))
      } else if !isLineEnd(bytes[position]) {
        position = start
        return
      }
      skipLineEnd()
    }
  }

  /// `#N/A`, which spreadsheets write for what they cannot compute, begins a row and no comment.
  private func beginsWithMissingValue() -> Bool {
    let word = bytes[position..<end].prefix {
      $0 != separator && !isLineEnd($0)
    }
    guard word.count <= CSVOptions.wordLimit else { return false }
    return CSVOptions.usualMissing.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  private mutating func skipLineEnd() {
    let isPair = next(Self.carriageReturn)
    if next(Self.lineFeed) || isPair { line += 1 }
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private mutating func next(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }
}
