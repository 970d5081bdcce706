import TensorCore

extension FileFormat {
  /// - Source: RFC 4180
  static let csv = FileFormat(
    fileExtension: "csv",
    summary: "a table as text, a row on each line"
  ) { bytes in
    try decodeCSV(bytes, CSVOptions())
  } encode: { content in
    try CSVText(content).bytes
  }
}

/// The columns of a text table that has a header, else its rows as a matrix; one column without a name is a vector.
///
/// - Edge cases: missing values are NaN; a column of `true` and `false` is bool; no rows below a header give empty
///   columns.
/// - Throws: `MalformedFile` for rows of another length and, if they are refused, fields of text.
public func decodeCSV(_ bytes: [UInt8], _ options: CSVOptions) throws -> FileContent {
  // Rows, fields and their texts take several times what the file does.
  let columns: [FileContent.Column]
  let hasHeader: Bool
  (columns, hasHeader) = try MemoryLimit.process.counting(8 * bytes.count, for: "the table") {
    let table = try CSVTable(bytes, options)
    return (try table.columns(), table.hasHeader)
  }
  let isNumeric = columns.allSatisfy { if case .numbers = $0.cells { true } else { false } }
  guard options.isMatrix || !hasHeader && isNumeric else {
    return FileContent(.columns(columns))
  }
  var tensors: [Tensor] = []
  for column in columns {
    guard case .numbers(let tensor) = column.cells else {
      throw MalformedFile(
        .file,
        "a matrix has no place for the texts of `\(column.name)`",
        hint: "read it without `as=\"matrix\"`, or with `text=\"classes\"`"
      )
    }
    tensors.append(try tensor.cast(to: .float64))
  }
  if tensors.count == 1, !options.isMatrix { return FileContent(.tensor(tensors[0])) }
  return FileContent(.tensor(try Tensor.stacked(tensors, axis: 1)))
}

/// A text table whose rows all have the same length.
private struct CSVTable {
  let hasHeader: Bool
  private let options: CSVOptions
  private let names: [String]
  private let rows: ArraySlice<CSVRows.Row>

  init(_ bytes: [UInt8], _ options: CSVOptions) throws {
    let rows = try CSVRows(bytes, options).rows
    guard let first = rows.first else { throw MalformedFile(.file, "there is nothing in it") }
    let count = first.fields.count
    for row in rows where row.fields.count != count {
      throw MalformedFile(
        .line(row.line, column: nil),
        "\(counted(row.fields.count)), and line \(first.line) has \(count)",
        hint: "is there a separator or a quotation mark too many or too few?"
      )
    }
    self.options = options
    hasHeader =
      options.hasHeader
      ?? first.fields.contains { !options.isMissing($0) && options.number($0) == nil }
    names =
      hasHeader
      ? columnNames(first.fields.map(\.text)) : (1...count).map { "column\($0)" }
    self.rows = rows.dropFirst(hasHeader ? 1 : 0)
  }

  func columns() throws -> [FileContent.Column] {
    try names.indices.flatMap { try column($0) }
  }

  /// A column, and behind it the names of its classes where its texts are numbered.
  private func column(_ index: Int) throws -> [FileContent.Column] {
    if let truths = truths(index) {
      let tensor = try Tensor(values: truths, shape: [truths.count], dtype: .bool)
      return [FileContent.Column(names[index], .numbers(tensor))]
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(rows.count)
    for (position, row) in rows.enumerated() {
      if position % 1024 == 0 { try Interruption.current?.check() }
      let field = row.fields[index]
      if let number = options.isMissing(field) ? .nan : options.number(field) {
        numbers.append(number)
      } else if options.text == .refuse {
        throw refused(field, row, index)
      } else {
        return try textColumn(index)
      }
    }
    let tensor = try Tensor(values: numbers, shape: [numbers.count])
    return [FileContent.Column(names[index], .numbers(tensor))]
  }

  /// The values of a column of `true` and `false`; nil for any other.
  private func truths(_ index: Int) -> [Double]? {
    var truths: [Double] = []
    for row in rows {
      switch row.fields[index].text.lowercased() {
      case "true": truths.append(1)
      case "false": truths.append(0)
      default: return nil
      }
    }
    return truths.isEmpty ? nil : truths
  }

  private func textColumn(_ index: Int) throws -> [FileContent.Column] {
    let texts = rows.map { $0.fields[index].text }
    guard options.text == .classes else {
      return [FileContent.Column(names[index], .texts(texts))]
    }
    let fields = rows.map { $0.fields[index] }
    let classes = Set(fields.filter { !options.isMissing($0) }.map(\.text)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices.map(Double.init)))
    let values = texts.map { numbers[$0] ?? .nan }
    return [
      FileContent.Column(names[index], .numbers(try Tensor(values: values, shape: [values.count]))),
      FileContent.Column("\(names[index])_classes", .texts(classes)),
    ]
  }

  private func refused(_ field: CSVRows.Field, _ row: CSVRows.Row, _ index: Int) -> MalformedFile {
    let shown = field.text.count > 30 ? "\(field.text.prefix(30))…" : field.text
    let hasComma = options.decimalMark == "." && field.text.contains(",")
    return MalformedFile(
      .line(row.line, column: index + 1),
      "\"\(shown)\"\(hasHeader ? " in `\(names[index])`" : "") is no number",
      hint: hasComma && field.text.allSatisfy { $0.isNumber || ",.-+".contains($0) }
        ? "`decimal=\",\"` reads decimal commas"
        : "`text=\"keep\"` keeps columns of text, `text=\"classes\"` numbers their classes"
    )
  }
}

private func counted(_ fields: Int) -> String { fields == 1 ? "1 field" : "\(fields) fields" }

/// The words of a header as names of the language, each another: `sepal length (cm)` is `sepal_length_cm`.
private func columnNames(_ words: [String]) -> [String] {
  var names: [String] = []
  var taken: Set<String> = []
  for (index, word) in words.enumerated() {
    let parts = word.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    var name = parts.joined(separator: "_")
    if name.isEmpty { name = "column\(index + 1)" }
    if name.first?.isNumber == true { name = "_" + name }
    var candidate = name
    var repetition = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(repetition)"
      repetition += 1
    }
    names.append(candidate)
  }
  return names
}
