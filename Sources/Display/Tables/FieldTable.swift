/// The fields of a record as a small table: names to the left, values to the right.
public struct FieldTable: Sendable {
  /// What stands beside a name.
  public enum Content: Sendable {
    case text(String)
    case numbers(NestedNumbers)
    case fields(FieldTable)
  }

  public let fields: [(name: String, content: Content)]

  public init(_ fields: [(name: String, content: Content)]) {
    self.fields = fields
  }

  /// A `<table>` in the colours and font of the page around it; records within it are tables in their cells.
  public var html: String {
    let rows = fields.map { field in
      "<tr style=\"background:none\"><th scope=\"row\" style=\"\(Self.nameStyle)\">"
        + "\(escapedForXML(field.name))</th>"
        + "<td style=\"\(Self.cellStyle)\">\(field.content.html)</td></tr>"
    }
    return "<table style=\"\(Self.tableStyle)\"><tbody>\(rows.joined())</tbody></table>"
  }

  // Jupyter's own style sheet stripes, centres and shrinks tables; these styles win over it.
  private static let tableStyle =
    "border-collapse:collapse;border:none;width:auto;margin:0.3em 0;color:inherit;"
    + "font-variant-numeric:tabular-nums"
  private static let cellStyle =
    "border:none;background:none;color:inherit;padding:0.15em 0.6em;vertical-align:top;"
    + "text-align:left;white-space:pre-wrap"
  private static let nameStyle = cellStyle + ";border-right:1.5px solid;font-weight:600"
}

extension FieldTable.Content {
  fileprivate var html: String {
    switch self {
    case .fields(let table): table.html
    case .numbers(let numbers): numbers.html ?? Self.html(of: numbers.text)
    case .text(let text): Self.html(of: text)
    }
  }

  /// Lines of text keep their columns only in a fixed pitch.
  private static func html(of text: String) -> String {
    let escaped = escapedForXML(text)
    guard text.contains("\n") else { return escaped }
    return "<span style=\"font-family:monospace;white-space:pre\">\(escaped)</span>"
  }
}
