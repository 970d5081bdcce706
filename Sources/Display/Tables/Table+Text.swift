extension Table {
  /// Aligned columns with a rule below their titles.
  public var text: String {
    let grid = rows.map { $0.map { lines(of: $0.text) } }
    let widths = columns.indices.map { column in
      let cells = grid.flatMap { $0[column] }
      return (cells + [columns[column].title]).map(displayWidth).max() ?? 0
    }
    var result = caption.map { [$0] } ?? []
    if columns.contains(where: { !$0.title.isEmpty }) {
      result.append(line(columns.map(\.title), widths))
      result.append(line(widths.map { String(repeating: "─", count: $0) }, widths))
    }
    for row in grid {
      for position in 0..<(row.map(\.count).max() ?? 0) {
        result.append(line(row.map { position < $0.count ? $0[position] : "" }, widths))
      }
    }
    return result.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let parts = columns.indices.map { column in
      switch columns[column].alignment {
      case .leading: padded(cells[column], to: widths[column])
      case .trailing: padded(cells[column], to: widths[column], .trailing)
      case .center: padded(cells[column], to: widths[column], .center)
      }
    }
    return withoutTrailingSpaces(parts.joined(separator: "  "))
  }
}
