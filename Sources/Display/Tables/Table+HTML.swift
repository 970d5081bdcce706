extension Table {
  /// A `<table>` in the colours and font of the page around it.
  public var html: String {
    var result = "<table style=\"\(Self.tableStyle)\">"
    if let caption {
      let style = "caption-side:top;text-align:left;padding:0.2em 0;color:inherit"
      result += "<caption style=\"\(style)\">\(escapedForXML(caption))</caption>"
    }
    if columns.contains(where: { !$0.title.isEmpty }) {
      let titles = columns.map { column in
        let style = Self.cellStyle + ";border-bottom:1.5px solid;font-weight:600"
        return "<th scope=\"col\" style=\"\(style);\(Self.alignment(column))\">"
          + escapedForXML(column.title) + "</th>"
      }
      result += "<thead><tr style=\"background:none\">\(titles.joined())</tr></thead>"
    }
    return result + "<tbody>\(rows.map(htmlRow).joined())</tbody></table>"
  }

  private func htmlRow(_ row: [Cell]) -> String {
    let cells = zip(columns, row).map { column, cell in
      let style = Self.cellStyle + ";" + Self.alignment(column)
      return "<td style=\"\(style)\">\(cell.html)</td>"
    }
    return "<tr style=\"background:none\">\(cells.joined())</tr>"
  }

  // Jupyter's own style sheet stripes, centres and shrinks tables; these styles win over it.
  private static let tableStyle =
    "border-collapse:collapse;border:none;width:auto;margin:0.3em 0;color:inherit;"
    + "font-variant-numeric:tabular-nums"
  private static let cellStyle =
    "border:none;background:none;color:inherit;padding:0.25em 0.9em 0.25em 0.3em;"
    + "vertical-align:top;white-space:pre"

  private static func alignment(_ column: Column) -> String {
    switch column.alignment {
    case .leading: "text-align:left"
    case .trailing: "text-align:right"
    case .center: "text-align:center"
    }
  }
}

extension Table.Cell {
  /// The text with its emphasis, line breaks as `<br>`.
  fileprivate var html: String {
    let escaped = lines(of: text).map { overlined(escapedForXML($0)) }
    var content = escaped.joined(separator: "<br>")
    // Several lines are a matrix or a listing, whose columns only stand in a fixed pitch.
    if escaped.count > 1 { content = "<span style=\"font-family:monospace\">\(content)</span>" }
    return switch emphasis {
    case .none: content
    case .strong: "<strong>\(content)</strong>"
    case .muted: "<span style=\"opacity:0.65\">\(content)</span>"
    case .value: "<span style=\"color:\(Palette.value)\">\(content)</span>"
    case .adjoint: "<span style=\"color:\(Palette.adjoint)\">\(content)</span>"
    case .code: "<code style=\"background:none;color:inherit\">\(content)</code>"
    }
  }
}

/// Draws the bar of an adjoint as a line over its letter.
///
/// Many fonts set the combining macron beside tall letters instead of over them.
private func overlined(_ text: String) -> String {
  var result = ""
  for character in text {
    guard character.unicodeScalars.last == "\u{304}" else {
      result.append(character)
      continue
    }
    var letter = String.UnicodeScalarView(character.unicodeScalars)
    letter.removeLast()
    result += "<span style=\"text-decoration:overline\">\(String(letter))</span>"
  }
  return result
}
