/// Rows of text under titled columns, shown as plain text, HTML or Markdown.
public struct Table: Sendable {
  public enum Alignment: Sendable {
    case leading
    case trailing
    case center
  }

  public struct Column: Sendable {
    public let title: String
    public let alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// How a cell stands out where the medium has more than one voice.
  public enum Emphasis: Sendable {
    case none
    case strong
    case muted
    /// The green of forward values.
    case value
    /// The red of adjoints and of warnings.
    case adjoint
    case code
  }

  /// Text of one or several lines.
  public struct Cell: Sendable, ExpressibleByStringInterpolation {
    public let text: String
    public let emphasis: Emphasis

    public init(_ text: String, _ emphasis: Emphasis = .none) {
      self.text = text
      self.emphasis = emphasis
    }

    public init(stringLiteral value: String) { self.init(value) }
  }

  public let columns: [Column]
  /// Each row has as many cells as there are columns.
  public let rows: [[Cell]]
  public let caption: String?

  /// Fills short rows with empty cells and cuts long ones.
  public init(_ columns: [Column], rows: [[Cell]], caption: String? = nil) {
    self.columns = columns
    self.rows = rows.map { row in
      row.prefix(columns.count) + Array(repeating: "", count: max(0, columns.count - row.count))
    }
    self.caption = caption
  }
}

extension Table: Displayable {
  public var bundle: MIMEBundle {
    MIMEBundle(plainText: text, [.init(.html, html), .init(.markdown, markdown)])
  }
}
