#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// One of the two streams of text that a command writes.
public struct Terminal: Sendable {
  public static let output = Terminal(descriptor: STDOUT_FILENO)
  public static let errors = Terminal(descriptor: STDERR_FILENO)

  /// Whether a person looks on.
  public var isWatched: Bool { isatty(descriptor) == 1 }

  /// How many characters stand on a line; 80 where that cannot be told.
  public var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  private let descriptor: Int32

  /// Whether colours are wanted: a person is looking, and has not asked for none (https://no-color.org).
  public func wantsColours(environment: [String: String]) -> Bool {
    isWatched && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }

  /// Writes the whole text; what nobody reads any more is dropped.
  public func write(_ text: String) {
    var rest = Array(text.utf8)
    while !rest.isEmpty {
      #if canImport(Glibc)
      let count = Glibc.write(descriptor, rest, rest.count)
      #else
      let count = Darwin.write(descriptor, rest, rest.count)
      #endif
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest.removeFirst(count)
    }
  }
}
