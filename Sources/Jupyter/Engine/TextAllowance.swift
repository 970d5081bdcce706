/// How much text a cell may still print; the rest is counted, and said at the end.
package struct TextAllowance: Sendable {
  /// Bytes of text that a cell may print.
  package static let limit = 32 << 20

  private var writtenBytes = 0
  private var cutBytes = 0

  package init() {}

  /// Counts a text in: whether there is room for it.
  package mutating func admits(_ text: String) -> Bool {
    let count = text.utf8.count
    writtenBytes += count
    if writtenBytes > Self.limit { cutBytes += count }
    return writtenBytes <= Self.limit
  }

  /// How much was cut, nil where nothing was.
  package var notice: String? {
    guard cutBytes > 0 else { return nil }
    return "\n[\(cutBytes) more bytes of output cut: a cell may print \(Self.limit >> 20) MB]\n"
  }
}
