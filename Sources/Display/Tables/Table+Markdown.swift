extension Table {
  /// A table in GitHub's manner; characters that are markup are escaped.
  public var markdown: String {
    var result = caption.map { [escapedForMarkdown($0), ""] } ?? []
    result.append(Self.line(columns.map { escapedForMarkdown($0.title) }))
    result.append(
      Self.line(
        columns.map { column in
          switch column.alignment {
          case .leading: ":---"
          case .trailing: "---:"
          case .center: ":---:"
          }
        }
      )
    )
    for row in rows {
      result.append(
        Self.line(
          row.map { cell in
            let text = escapedForMarkdown(cell.text)
            return cell.emphasis == .strong && !text.isEmpty ? "**\(text)**" : text
          }
        )
      )
    }
    return result.joined(separator: "\n")
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }
}
