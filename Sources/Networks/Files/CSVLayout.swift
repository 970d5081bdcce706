/// What separates the fields of a text table, and where its rows begin.
struct CSVLayout {
  let separator: UInt8
  /// The first byte that is of a row.
  private let start: Int
  private let firstLine: Int

  /// Finds the separator out where the options do not say it.
  init(_ text: CSVText, _ options: CSVOptions) {
    // `sep=;`, by which people tell a spreadsheet.
    let head = text.bytes[text.range].prefix(6)
    if options.separator == nil, head.starts(with: Array("sep=".utf8)), head.count == 6,
      head.last == 0x0A || head.last == 0x0D
    {
      separator = head[head.startIndex + 4]
      start = head.startIndex + 5
      firstLine = 1
      return
    }
    separator = options.separator ?? Self.sniffed(text, options.decimalMark)
    start = text.range.lowerBound
    firstLine = 1
  }

  func scanner(of text: CSVText) -> CSVScanner {
    CSVScanner(text.bytes, start..<text.range.upperBound, separator: separator, line: firstLine)
  }

  private static let separators: [Unicode.Scalar] = [",", ";", "\t", "|"]

  /// How many rows a separator is judged by.
  private static let sampleCount = 20

  /// The separator that cuts the first rows into the same number of fields, at least two; else a comma, or a space.
  private static func sniffed(_ text: CSVText, _ decimalMark: Character) -> UInt8 {
    let separators = separators.filter { Character($0) != decimalMark }
    let comma = UInt8(ascii: ",")
    var best = (separator: comma, fields: 1)
    for separator in separators.map(UInt8.init(ascii:)) + [UInt8(ascii: " ")] {
      var scanner = CSVScanner(text.bytes, text.range, separator: separator)
      let counts = scanner.fieldCounts(ofFirst: sampleCount)
      guard let first = counts.first, counts.allSatisfy({ $0 == first }), first > best.fields
      else { continue }
      // Words stand beside spaces in every text: only where nothing else separates.
      if separator == UInt8(ascii: " "), best.fields > 1 { continue }
      best = (separator, first)
    }
    guard best.fields == 1 else { return best.separator }
    // Rows of different lengths: the first row decides.
    let first = text.bytes[text.range].prefix { $0 != 0x0A }
    let counts = separators.map { scalar in first.count { $0 == UInt8(ascii: scalar) } }
    guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else {
      return comma
    }
    return UInt8(ascii: separators[index])
  }
}
