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

  /// The usual ways to say that a value is missing, in lower case: those of spreadsheets, R and pandas.
  static let usualMissing: Set<String> = [
    "", "na", "n/a", "<na>", "#n/a", "#n/a n/a", "#na", "nan", "+nan", "-nan", "1.#ind", "-1.#ind",
    "1.#qnan", "-1.#qnan", "null", "none", "?",
  ]

  static let infinities: [String: Double] = [
    "inf": .infinity, "+inf": .infinity, "infinity": .infinity, "+infinity": .infinity,
    "-inf": -.infinity, "-infinity": -.infinity,
  ]

  /// No usual word for a missing value or for infinity is longer.
  static let wordLimit = 12

  /// Whether a field says that there is no value, in quotes or without.
  func isMissing(_ field: CSVField, in rows: CSVRows) -> Bool {
    if field.isEmpty { return true }
    if !missing.isEmpty, missing.contains(rows.string(field)) { return true }
    return field.range.count <= Self.wordLimit
      && Self.usualMissing.contains(rows.string(field).lowercased())
  }

  /// The number of a field, NaN for a missing one; nil for text.
  func value(of field: CSVField, in rows: CSVRows, mark: UInt8) -> Double? {
    if field.isEmpty { return .nan }
    if !missing.isEmpty, missing.contains(rows.string(field)) { return .nan }
    if let number = rows.number(field, mark: mark) { return number }
    guard field.range.count <= Self.wordLimit else { return nil }
    let word = rows.string(field).lowercased()
    return Self.usualMissing.contains(word) ? .nan : Self.infinities[word]
  }

  /// Whether a field of the first row makes that a header: a text, or in quotes any word.
  func isWord(_ field: CSVField, in rows: CSVRows) -> Bool {
    guard value(of: field, in: rows, mark: decimalMark.asciiValue ?? 0) != nil else { return true }
    return field.isQuoted && !field.isEmpty && rows.string(field).allSatisfy(\.isLetter)
  }
}
