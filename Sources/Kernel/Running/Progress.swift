import Jupyter

/// A line on the standard error that says where a run is, for a person who waits.
final class Progress: Sendable {
  /// Goes back to the beginning of the line and erases it (ECMA-48).
  private static let emptyLine = "\r\u{1B}[K"

  private let isShown: Bool
  private let fileCount: Int
  private let begun = Monitor<Set<String>>([])

  init(fileCount: Int, isShown: Bool) {
    self.fileCount = fileCount
    self.isShown = isShown
  }

  func show(_ path: String, cell: Int, of count: Int) {
    guard isShown else { return }
    begun.withLock { paths in
      paths.insert(path)
      let place = "[\(paths.count)/\(fileCount)] \(path): cell \(cell) of \(count)"
      Terminal.errors.write(Self.emptyLine + place)
    }
  }

  /// Makes room for other text.
  func clear() {
    guard isShown else { return }
    begun.withLock { _ in Terminal.errors.write(Self.emptyLine) }
  }
}
