import TensorCore

extension FileFormat {
  /// - Source: RFC 4180
  static let csv = FileFormat(
    fileExtension: "csv",
    summary: "a table as text, a row on each line"
  ) { bytes in
    try decodeCSV(bytes, CSVOptions())
  } encode: { content in
    try CSVWriter(content).bytes
  }
}

/// The columns of a text table that has a header, else its rows as a matrix; one column without a name is a vector.
///
/// - Edge cases: missing values are NaN; a column of `true` and `false` is bool; no rows below a header give empty
///   columns.
/// - Throws: `MalformedFile` for rows of another length and, if they are refused, fields of text.
public func decodeCSV(_ bytes: [UInt8], _ options: CSVOptions) throws -> FileContent {
  let text = try CSVText(bytes)
  let layout = CSVLayout(text, options)
  let capacity = text.count(of: layout.separator)
  // Places of fields and the numbers in them; texts are shorter than the file.
  let size = 4 * MemoryLayout<Double>.size * capacity
  let (table, columns) = try MemoryLimit.process.counting(size, for: "the table") {
    let table = try CSVTable(CSVRows(text, layout, capacity: capacity), options)
    return (table, try table.columns())
  }
  let remarks =
    table.remarks + CSVTable.remarks(on: columns.filter(\.hasLargeNumbers).map(\.column.name))
  let content = try FileContent.Body(columns.map(\.column), options, hasHeader: table.hasHeader)
  return FileContent(content, remarks: remarks)
}

extension FileContent.Body {
  /// Columns, or the matrix of them that the options or a missing header ask for.
  fileprivate init(
    _ columns: [FileContent.Column],
    _ options: CSVOptions,
    hasHeader: Bool
  ) throws {
    let isNumeric = columns.allSatisfy { if case .numbers = $0.cells { true } else { false } }
    guard options.isMatrix || !hasHeader && isNumeric else {
      self = .columns(columns)
      return
    }
    let tensors = try columns.map { column in
      guard case .numbers(let tensor) = column.cells else {
        throw MalformedFile(
          .file,
          "a matrix has no place for the texts of `\(column.name)`",
          hint: "read it without `as=\"matrix\"`, or with `text=\"classes\"`"
        )
      }
      return try tensor.cast(to: .float64)
    }
    self =
      tensors.count == 1 && !options.isMatrix
      ? .tensor(tensors[0]) : .tensor(try Tensor.stacked(tensors, axis: 1))
  }
}

/// The columns of a text table.
private struct CSVTable {
  /// A column, and whether it has whole numbers that float64 may have rounded.
  typealias Read = (column: FileContent.Column, hasLargeNumbers: Bool)

  let hasHeader: Bool
  private let options: CSVOptions
  private let mark: UInt8
  private let names: [String]
  private let rows: CSVRows
  /// The rows below the header.
  private let body: Range<Int>

  init(_ rows: CSVRows, _ options: CSVOptions) throws {
    guard rows.count > 0 else { throw MalformedFile(.file, "there is nothing in it") }
    self.rows = rows
    self.options = options
    mark = options.decimalMark.asciiValue ?? UInt8(ascii: ".")
    let first = (0..<rows.width).map { rows[0, $0] }
    let words = first.filter { options.isWord($0, in: rows) }
    let heading: [String]?
    if options.hasHeader ?? !words.isEmpty,
      options.hasHeader != nil || words.count == rows.width
        || rows.commentedNames == nil
    {
      heading = first.map { rows.string($0) }
      body = 1..<rows.count
    } else {
      heading = options.hasHeader == nil ? rows.commentedNames : nil
      body = 0..<rows.count
    }
    hasHeader = heading != nil
    names = heading.map(columnNames) ?? (1...rows.width).map { "column\($0)" }
  }

  var remarks: [String] { rows.remarks }

  static func remarks(on names: [String]) -> [String] {
    names.prefix(3).map {
      "whole numbers of `\($0)` are 2^53 or larger, where float64 does not hold every one"
    }
  }

  func columns() throws -> [Read] { try names.indices.flatMap { try column($0) } }

  /// A column, and behind it the names of its classes where its texts are numbered.
  private func column(_ index: Int) throws -> [Read] {
    if let truths = try truths(index) { return [(truths, false)] }
    var numbers: [Double] = []
    numbers.reserveCapacity(body.count)
    var hasLargeNumbers = false
    for row in body {
      if row % 4096 == 0 { try Interruption.current?.check() }
      let field = rows[row, index]
      if let number = options.value(of: field, in: rows, mark: mark) {
        numbers.append(number)
        if number.magnitude >= 0x1p53, rows.isWhole(field) { hasLargeNumbers = true }
      } else if options.text == .refuse {
        throw refused(row, index)
      } else {
        return try textColumn(index).map { ($0, false) }
      }
    }
    let tensor = try Tensor(values: numbers, shape: [numbers.count])
    return [(FileContent.Column(names[index], .numbers(tensor)), hasLargeNumbers)]
  }

  /// A column of `true` and `false` as bool, or as numbers where some are missing; nil for any other.
  private func truths(_ index: Int) throws -> FileContent.Column? {
    var truths: [Double] = []
    var hasTruth = false
    for row in body {
      let field = rows[row, index]
      if let truth = rows.truth(field) {
        truths.append(truth)
        hasTruth = true
      } else if options.isMissing(field, in: rows) {
        truths.append(.nan)
      } else {
        return nil
      }
    }
    guard hasTruth else { return nil }
    let dtype: DType = truths.contains(where: \.isNaN) ? .float64 : .bool
    let tensor = try Tensor(values: truths, shape: [truths.count], dtype: dtype)
    return FileContent.Column(names[index], .numbers(tensor))
  }

  private func textColumn(_ index: Int) throws -> [FileContent.Column] {
    let fields = body.map { rows[$0, index] }
    let texts = fields.map { rows.string($0) }
    guard options.text == .classes else {
      return [FileContent.Column(names[index], .texts(texts))]
    }
    // In quotes, `NA` is a text as any other.
    let isMissing = fields.map { options.isMissing($0, in: rows) && ($0.isEmpty || !$0.isQuoted) }
    let classes = Set(zip(texts, isMissing).filter { !$0.1 }.map(\.0)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices.map(Double.init)))
    let values = zip(texts, isMissing).map { $1 ? .nan : numbers[$0] ?? .nan }
    return [
      FileContent.Column(names[index], .numbers(try Tensor(values: values, shape: [values.count]))),
      FileContent.Column("\(names[index])_classes", .texts(classes)),
    ]
  }

  private func refused(_ row: Int, _ index: Int) -> MalformedFile {
    let text = rows.string(rows[row, index])
    return MalformedFile(
      .line(rows.line(of: row), column: index + 1),
      "\(CSVRows.shown(text))\(hasHeader ? " in `\(names[index])`" : "") is no number",
      hint: hint(on: text)
    )
  }

  private func hint(on text: String) -> String {
    let parts = text.drop { "+-".contains($0) }.split(
      separator: ",",
      omittingEmptySubsequences: false
    )
    guard options.decimalMark == ".", parts.count > 1,
      text.allSatisfy({ $0.isNumber || ",.-+".contains($0) })
    else {
      return "`text=\"keep\"` keeps columns of text, `text=\"classes\"` numbers their classes"
    }
    let groups = parts.dropFirst().map { $0.prefix { $0 != "." } }
    guard groups.allSatisfy({ $0.count == 3 }), (1...3).contains(parts[0].count) else {
      return "`decimal=\",\"` reads decimal commas"
    }
    return
      "if its commas stand between thousands, take them out; `decimal=\",\"` reads decimal commas"
  }
}

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
