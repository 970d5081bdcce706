/// The fields of a text table, row by row.
///
/// - Source: RFC 4180, with other separators, empty lines and lines that begin with `#` left out.
struct CSVRows {
  struct Field {
    let text: String
    /// Quoted fields are never numbers missing, and never separators.
    let isQuoted: Bool
  }

  struct Row {
    /// The line it begins on, counted from 1.
    let line: Int
    var fields: [Field] = []
  }

  let separator: UInt8
  let rows: [Row]

  /// Finds the separator out where the options do not say it.
  init(_ bytes: [UInt8], _ options: CSVOptions) throws {
    let text = try Self.text(bytes)
    separator = options.separator ?? Self.sniffedSeparator(text, options.decimalMark)
    var scanner = CSVScanner(text, separator: self.separator)
    rows = try scanner.rows()
  }

  /// The bytes behind a byte order mark, which have to be UTF-8.
  private static func text(_ bytes: [UInt8]) throws(MalformedFile) -> ArraySlice<UInt8> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw MalformedFile(.byte(0), "the text is UTF-16", hint: "save it as UTF-8")
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let zero = bytes.firstIndex(of: 0) {
      throw MalformedFile(.byte(zero), "a byte that is 0: this is no text")
    }
    guard String(validating: text, as: UTF8.self) == nil else { return text }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw MalformedFile(
      .line(broken + 1, column: nil),
      "the text is not UTF-8",
      hint: "save it as UTF-8"
    )
  }

  private static let separators: [Unicode.Scalar] = [",", ";", "\t", "|"]

  /// How many rows a separator is judged by.
  private static let sampleCount = 20

  /// The separator that cuts the first rows into the same number of fields, at least two; else a comma, or a space.
  private static func sniffedSeparator(
    _ text: ArraySlice<UInt8>,
    _ decimalMark: Character
  ) -> UInt8 {
    let separators = separators.filter { Character($0) != decimalMark }
    let comma = UInt8(ascii: ",")
    var best = (separator: comma, fields: 1)
    for separator in separators.map(UInt8.init(ascii:)) + [UInt8(ascii: " ")] {
      var scanner = CSVScanner(text, separator: separator)
      let counts = scanner.fieldCounts(ofFirst: sampleCount)
      guard let first = counts.first, counts.allSatisfy({ $0 == first }), first > best.fields
      else { continue }
      // Words stand beside spaces in every text: only where nothing else separates.
      if separator == UInt8(ascii: " "), best.fields > 1 { continue }
      best = (separator, first)
    }
    guard best.fields == 1 else { return best.separator }
    // Rows of different lengths: the first row decides.
    let first = text.prefix { $0 != 0x0A }
    let counts = separators.map { scalar in first.count { $0 == UInt8(ascii: scalar) } }
    guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else {
      return comma
    }
    return UInt8(ascii: separators[index])
  }
}
