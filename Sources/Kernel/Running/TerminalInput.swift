import Language

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The standard input, line by line; waiting for it can be interrupted.
final class TerminalInput {
  /// Milliseconds between two looks at whether the user wants to go on.
  private static let interval: Int32 = 50

  private let isInterrupted: () -> Bool
  private var buffer: [UInt8] = []

  init(isInterrupted: @escaping () -> Bool) {
    self.isInterrupted = isInterrupted
  }

  /// The next line, without its newline; a secret one is not shown while it is typed.
  func line(isSecret: Bool) throws -> String {
    let settings = isSecret ? hideTyping() : nil
    defer {
      if var settings {
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        Terminal.output.write("\n")
      }
    }
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return line
      }
      guard try readMore() else { return try rest() }
    }
  }

  /// What stands behind the last newline, once.
  private func rest() throws -> String {
    guard !buffer.isEmpty else { throw Diagnostic(.value, "there is no more input to read") }
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Waits for bytes; false at the end of the input.
  private func readMore() throws -> Bool {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, Self.interval) <= 0 {
      if isInterrupted() { throw Diagnostic(.interrupted, "the input was interrupted") }
    }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    guard count > 0 else { return false }
    buffer += chunk[..<count]
    return true
  }

  /// Switches the echo off and gives the settings to return to; nil where nobody types.
  private func hideTyping() -> termios? {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    var hidden = settings
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden)
    return settings
  }
}
