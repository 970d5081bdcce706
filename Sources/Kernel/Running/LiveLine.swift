import Interpreter

/// A line of a terminal that is rewritten while something goes on, and gives way to what stays.
struct LiveLine {
  /// Goes back to the beginning of the line and erases it (ECMA-48).
  private static let erasing = "\r\u{1B}[K"

  /// The frame in which a live output ended; it waits because it may yet shrink to its line.
  private var ended: LiveFrame?
  /// The output whose last frame stands, and cannot shrink any more.
  private var settledID: String?
  private var isShown = false

  /// What to write for a frame, on a line of so many columns; nil shows only how live outputs end.
  mutating func text(for frame: LiveFrame, columns: Int?) -> String {
    var text = ""
    if let ended, ended.id != frame.id { text += settled() }
    guard frame.stage != .last else {
      if frame.id != settledID { ended = frame }
      return text
    }
    guard let columns else { return text }
    isShown = true
    return text + Self.erasing + frame.report.line(columns: columns - 1)
  }

  /// What makes room for other text: takes the line away and leaves the last frame, if there is one.
  mutating func settled() -> String {
    defer { (isShown, ended, settledID) = (false, nil, ended?.id ?? settledID) }
    let last = ended.map { $0.report.bundle.plainText + "\n" } ?? ""
    return (isShown ? Self.erasing : "") + last
  }
}
