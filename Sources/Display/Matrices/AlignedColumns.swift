/// Columns of numbers set so that points stand below points.
///
/// A column with an exponent in it is set flush right instead, because points far from their
/// exponents help nobody.
struct AlignedColumns {
  private let columns: [Column]

  private struct Column {
    /// The display width before the point, and from the point on.
    var whole = 0
    var fraction = 0
    var alignsPoints = true

    func set(_ text: String, _ mark: String) -> String {
      guard alignsPoints, text != "…" else {
        return padded(text, to: whole + fraction, .trailing) + mark
      }
      let (left, right) = split(text)
      return padded(left, to: whole, .trailing) + padded(right + mark, to: fraction + mark.count)
    }
  }

  init(rows: [[String]]) {
    let count = rows.map(\.count).max() ?? 0
    columns = (0..<count).map { position in
      let texts = rows.compactMap { position < $0.count ? $0[position] : nil }
      return Self.column(texts)
    }
  }

  private static func column(_ texts: [String]) -> Column {
    guard !texts.contains(where: { $0.contains("e") && $0.contains { $0.isNumber } }) else {
      return Column(whole: texts.map(displayWidth).max() ?? 0, fraction: 0, alignsPoints: false)
    }
    return texts.filter { $0 != "…" }.reduce(into: Column()) { column, text in
      let (left, right) = split(text)
      column.whole = max(column.whole, displayWidth(left))
      column.fraction = max(column.fraction, displayWidth(right))
    }
  }

  /// One row, its elements separated by commas that stand directly after them.
  func line(_ row: [String]) -> String {
    zip(columns, row).enumerated().map { position, pair in
      let isLast = position == row.count - 1
      return pair.0.set(pair.1, isLast ? "" : ",")
    }.joined(separator: " ")
  }
}

private func split(_ text: String) -> (left: String, right: String) {
  let left = text.prefix { $0 != "." }
  return (String(left), String(text.dropFirst(left.count)))
}
