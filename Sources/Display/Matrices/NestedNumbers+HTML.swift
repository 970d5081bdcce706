extension NestedNumbers {
  /// A matrix between brackets, in the colours of the page; nil for other ranks.
  public var html: String? {
    guard shape.count == 2, !shape.contains(0), let rows = matrices.first else { return nil }
    let body = rows.map { row in
      let cells = row.map { "<td style=\"\(Self.cellStyle)\">\(escapedForXML($0))</td>" }
      return "<tr style=\"background:none\">\(cells.joined())</tr>"
    }
    let caption = isShortened ? "<small>\(escapedForXML(note))</small>" : ""
    return "<table style=\"\(Self.tableStyle)\"><tbody>\(body.joined())</tbody></table>\(caption)"
  }

  // Jupyter's own style sheet stripes tables and centres them; a matrix wants neither.
  private static let tableStyle =
    "border-collapse:separate;border-spacing:0;border:0 solid;border-width:0 1.5px;"
    + "border-radius:0.6em;"
    + "margin:0.3em 0;width:auto;font-variant-numeric:tabular-nums"
  private static let cellStyle =
    "border:none;background:none;text-align:right;padding:0.15em 0.6em;white-space:nowrap"

  /// A matrix as LaTeX for printed pages; nil for other ranks.
  ///
  /// A vector has none: a front end would prefer it to the text, and could not break it into lines.
  public var latex: String? {
    guard shape.count == 2, !shape.contains(0), let rows = matrices.first else { return nil }
    let lines = rows.map { $0.map(Self.latex).joined(separator: " & ") }
    let body = lines.joined(separator: " \\\\ ")
    // As inline mathematics it stands at the left, like every other output.
    return "$\\displaystyle \\begin{bmatrix} \(body) \\end{bmatrix}$"
  }

  private static func latex(_ text: String) -> String {
    switch text {
    case "…": return "\\cdots"
    case "inf": return "\\infty"
    case "-inf": return "-\\infty"
    case "nan", "true", "false": return "\\text{\(text)}"
    default:
      guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...])
      else { return text }
      return "\(text[..<mark]) \\cdot 10^{\(power)}"
    }
  }
}
