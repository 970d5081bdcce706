import TensorCore

/// The fields of a text table, row by row, all rows as long as the first.
///
/// - Source: RFC 4180, with other separators, empty lines and lines that begin with `#` left out.
struct CSVRows {
  private let text: CSVText
  private let fields: [CSVField]
  /// The lines that rows begin on, counted from 1.
  private let lines: [Int]
  /// How many fields each row has.
  let width: Int
  /// What a comment right above the first row calls the columns; nil where there is none like that.
  let commentedNames: [String]?
  /// What was lost in reading.
  let remarks: [String]

  /// `capacity`: how many fields there are at most.
  init(_ text: CSVText, _ layout: CSVLayout, capacity: Int) throws {
    self.text = text
    var scanner = layout.scanner(of: text)
    var fields: [CSVField] = []
    fields.reserveCapacity(capacity)
    var lines: [Int] = []
    var width = 0
    while let line = try scanner.row(&fields) {
      if lines.isEmpty { width = fields.count }
      lines.append(line)
      guard fields.count == lines.count * width else {
        let row = fields[((lines.count - 1) * width)...]
        throw Self.ragged(row.map { text.string($0) }, on: line, width, lines[0])
      }
      if lines.count % 1024 == 0 { try Interruption.current?.check() }
    }
    self.fields = fields
    self.lines = lines
    self.width = width
    let comments = CSVComments(scanner.comments, text, layout, width: width)
    commentedNames = lines.first.flatMap { comments.names(above: $0) }
    remarks = comments.remarks(below: lines.first ?? 0)
  }

  var count: Int { lines.count }

  func line(of row: Int) -> Int { lines[row] }

  subscript(row: Int, column: Int) -> CSVField { fields[row * width + column] }

  func string(_ field: CSVField) -> String { text.string(field) }

  func number(_ field: CSVField, mark: UInt8) -> Double? {
    DecimalNumber.value(of: text.bytes, field.range, mark: mark)
  }

  /// Whether a number is written without a point and an exponent.
  func isWhole(_ field: CSVField) -> Bool {
    text.bytes[field.range].allSatisfy {
      $0 < UInt8(ascii: ":") && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ",")
    }
  }

  /// 1 and 0 for `true` and `false`, in whatever case; nil for everything else.
  func truth(_ field: CSVField) -> Double? {
    guard field.range.count == 4 || field.range.count == 5 else { return nil }
    switch text.bytes[field.range].map({ $0 | 0x20 }) {
    case Array("true".utf8): return 1
    case Array("false".utf8): return 0
    default: return nil
    }
  }

  private static func ragged(
    _ row: [String],
    on line: Int,
    _ width: Int,
    _ first: Int
  ) -> MalformedFile {
    let wanted = "line \(first) has \(counted(width))"
    if row.count < width {
      return MalformedFile(
        .line(line, column: row.count),
        "the row ends with \(shown(row.last ?? "")) after \(counted(row.count)), and \(wanted)",
        hint: "is there a separator too few, or a quotation mark too many?"
      )
    }
    let hint =
      row.count == width + 1 && row.last == ""
      ? "is the separator at the end of the row one too many?"
      : width == 1
        ? "is line \(first) a title? `#` in front makes it a comment"
        : "is there a separator too many, or are quotation marks missing around a text?"
    return MalformedFile(
      .line(line, column: width + 1),
      "\(shown(row[width])) is one field too many: \(wanted)",
      hint: hint
    )
  }

  private static func counted(_ fields: Int) -> String {
    fields == 1 ? "1 field" : "\(fields) fields"
  }

  /// The text of a field as messages show it, cut off where it is long.
  static func shown(_ text: String) -> String {
    text.count > 30 ? "\"\(text.prefix(30))…\"" : "\"\(text)\""
  }
}

/// The lines of a text table that begin with `#`.
private struct CSVComments {
  private let comments: [(line: Int, names: [String])]
  private let width: Int

  init(_ comments: [CSVScanner.Comment], _ text: CSVText, _ layout: CSVLayout, width: Int) {
    self.width = width
    self.comments = comments.map { comment in
      var scanner = CSVScanner(text.bytes, comment.range, separator: layout.separator)
      var fields: [CSVField] = []
      do throws(MalformedFile) {
        _ = try scanner.row(&fields)
      } catch {
        return (comment.line, [])
      }
      return (comment.line, fields.map { text.string($0) })
    }
  }

  /// `# x,y` right above numbers names them, as NumPy writes it; so does a first column called `#`.
  func names(above line: Int) -> [String]? {
    comments.last { $0.line == line - 1 && $0.names.count == width && width > 1 }?.names
  }

  /// A row that begins with `#` may have been meant.
  func remarks(below first: Int) -> [String] {
    let rows = comments.filter { $0.line > first && $0.names.count == width && width > 1 }
    guard let row = rows.first else { return [] }
    return [
      rows.count == 1
        ? "line \(row.line) begins with # and is left out as a comment; in quotes it is a row"
        : "\(rows.count) lines from line \(row.line) on begin with # and are left out as comments; in quotes they are rows"
    ]
  }
}
