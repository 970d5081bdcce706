/// How a text table is to be read.
public struct CSVOptions: Sendable {
  /// What becomes of columns with text in them.
  public enum TextColumns: String, Sendable, CaseIterable {
    /// They are a mistake, and the first such field is named.
    case refuse
    /// They stay text.
    case keep
    /// Their different texts, sorted, are numbered from 0; the names come as a further column, `…_classes`.
    case classes
  }

  /// Nil where the first row decides: it is a header if something in it is no number.
  public var hasHeader: Bool?
  /// Nil where it is found out: a comma, semicolon, tab, vertical bar or spaces.
  public var separator: UInt8?
  /// `.`, or `,` as some countries write.
  public var decimalMark: Character = "."
  /// What stands for a missing value, besides the usual.
  public var missing: Set<String> = []
  public var text = TextColumns.refuse
  /// Whether the columns become one matrix, with a row for each row.
  public var isMatrix = false

  public init() {}

  /// The usual ways to say that a value is missing, in lower case.
  static let usualMissing: Set<String> = [
    "", "na", "n/a", "#n/a", "nan", "-nan", "null", "none", "?",
  ]

  func isMissing(_ field: CSVRows.Field) -> Bool {
    missing.contains(field.text)
      || !field.isQuoted && Self.usualMissing.contains(field.text.lowercased())
      || field.text.isEmpty
  }

  /// The number that a field writes; nil for text.
  func number(_ field: CSVRows.Field) -> Double? {
    let text =
      decimalMark == "."
      ? field.text
      : String(field.text.map { $0 == decimalMark ? "." : $0 == "." ? decimalMark : $0 })
    // `Double` reads hexadecimal numbers too, and `nan(…)`; tables have neither.
    guard text.utf8.allSatisfy(Self.isPartOfNumber), let number = Double(text) else {
      return Self.infinities[text.lowercased()]
    }
    return number
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static let infinities: [String: Double] = [
    "inf": .infinity, "+inf": .infinity, "infinity": .infinity, "-inf": -.infinity,
    "-infinity": -.infinity,
  ]
}
