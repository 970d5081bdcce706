import TensorCore

/// A content as a text table: columns under their names, a matrix row by row, a vector as one column.
struct CSVWriter {
  private var text = ""

  var bytes: [UInt8] { Array(text.utf8) }

  init(_ content: FileContent) throws {
    switch content.body {
    case .tensor(let tensor):
      guard tensor.rank <= 2, tensor.count > 0 else { throw Self.unwritable(tensor.shape) }
      let width = tensor.rank == 2 ? tensor.shape.dimensions[1] : 1
      let rows = width == 0 ? 0 : tensor.count / width
      for row in 0..<rows {
        append((0..<width).map { Self.number(tensor, row * width + $0) })
      }
    case .arrays(let arrays):
      try append(arrays.map { FileContent.Column($0.name, .numbers($0.tensor)) })
    case .columns(let columns): try append(columns)
    }
  }

  private mutating func append(_ columns: [FileContent.Column]) throws {
    guard !columns.isEmpty, !columns.contains(where: \.name.isEmpty) else {
      throw UnwritableContent(
        columns.isEmpty ? "there is nothing to store" : "a column of text needs a name",
        hint: columns.isEmpty ? nil : "`{name: texts}`"
      )
    }
    append(columns.map { Self.quoted($0.name) })
    let lengths = try columns.map { try Self.length($0) }
    guard let length = lengths.first else { return }
    guard let other = lengths.firstIndex(where: { $0 != length }) else {
      for row in 0..<length { append(columns.map { Self.cell($0, row) }) }
      return
    }
    throw UnwritableContent(
      "the columns of a table have one length: `\(columns[0].name)` has \(length) numbers, "
        + "`\(columns[other].name)` has \(lengths[other])"
    )
  }

  private mutating func append(_ cells: [String]) {
    text += cells.joined(separator: ",") + "\n"
  }

  private static func length(_ column: FileContent.Column) throws -> Int {
    switch column.cells {
    case .texts(let texts): return texts.count
    case .numbers(let tensor):
      guard tensor.rank == 1 else {
        throw UnwritableContent(
          "a column of a table is a vector, and `\(column.name)` has shape \(tensor.shape)",
          hint: "`.npz` and `.safetensors` hold arrays of any shape"
        )
      }
      return tensor.count
    }
  }

  private static func cell(_ column: FileContent.Column, _ row: Int) -> String {
    switch column.cells {
    case .texts(let texts): quoted(texts[row])
    case .numbers(let tensor): number(tensor, row)
    }
  }

  /// The shortest text that gives the same number again; a missing one is `nan`.
  private static func number(_ tensor: Tensor, _ position: Int) -> String {
    let number = tensor[position]
    if tensor.dtype == .bool { return number == 0 ? "false" : "true" }
    if number.magnitude <= 0x1p53, number == number.rounded(),
      !(number == 0 && number.sign == .minus)
    {
      return String(Int(number))
    }
    return tensor.dtype == .float32 ? "\(Float(number))" : "\(number)"
  }

  private static func quoted(_ text: String) -> String {
    let word = text.lowercased()
    let needsQuotes =
      CSVOptions.usualMissing.contains(word) || CSVOptions.infinities[word] != nil
      || text.contains { ",\"\n\r#".contains($0) }
      || text.first?.isWhitespace == true || text.last?.isWhitespace == true
    guard needsQuotes else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func unwritable(_ shape: Shape) -> UnwritableContent {
    UnwritableContent(
      ".csv holds a vector, a matrix or columns, not shape \(shape)",
      hint: "`.npy` holds arrays of any shape"
    )
  }
}
