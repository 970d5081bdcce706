#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Another program that was started, with nothing to read and its errors dropped.
final class ChildProcess {
  struct Answer {
    /// The exit status; 128 and the signal's number where a signal ended it.
    let status: Int32
    /// What it wrote to its standard output, without the newline at the end.
    let text: String
  }

  private let identifier: pid_t
  private let outputEnd: Int32
  private var status: Int32?

  /// Starts a program; nil where the system refuses.
  init?(starting program: String, _ arguments: [String]) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    let child = Self.spawn(program, arguments, output: ends)
    close(ends[1])
    guard let child else {
      close(ends[0])
      return nil
    }
    identifier = child
    outputEnd = ends[0]
  }

  deinit {
    end()
    close(outputEnd)
  }

  /// What a program prints; nil where it does not start or is not done after `seconds`.
  static func output(of program: String, _ arguments: [String], seconds: Int) -> Answer? {
    guard let child = ChildProcess(starting: program, arguments),
      let bytes = child.readAll(deadline: time(nil) + seconds)
    else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return Answer(
      status: child.wait(),
      text: text.hasSuffix("\n") ? String(text.dropLast()) : text
    )
  }

  /// The exit status of a program that has ended, nil while it runs.
  func statusIfEnded() -> Int32? {
    var raw: Int32 = 0
    if status == nil, waitpid(identifier, &raw, WNOHANG) == identifier {
      status = Self.exitStatus(raw)
    }
    return status
  }

  /// Waits until the program has closed its output, which it does when it ends, but not for longer than said.
  func waitForEnd(milliseconds: Int32) {
    // Without events to ask for, only the other end's closing is reported.
    var request = pollfd(fd: outputEnd, events: 0, revents: 0)
    _ = poll(&request, 1, milliseconds)
  }

  /// Kills the program if it still runs.
  func end() {
    guard statusIfEnded() == nil else { return }
    kill(identifier, SIGKILL)
    _ = wait()
  }

  private func wait() -> Int32 {
    var raw: Int32 = 0
    while status == nil {
      let ended = waitpid(identifier, &raw, 0)
      // Not ours to wait for, where someone else has asked the system to forget its children.
      if ended == -1, errno != EINTR { status = 255 }
      if ended == identifier { status = Self.exitStatus(raw) }
    }
    return status ?? 0
  }

  private static func exitStatus(_ raw: Int32) -> Int32 {
    raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + raw & 0x7f
  }

  private static func spawn(
    _ program: String,
    _ arguments: [String],
    output ends: [Int32]
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])

    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var child: pid_t = 0
    return posix_spawn(&child, program, &actions, nil, &argv, environ) == 0 ? child : nil
  }

  /// Everything up to the end of the output; nil where that does not come before the deadline.
  private func readAll(deadline: time_t) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var request = pollfd(fd: outputEnd, events: Int16(POLLIN), revents: 0)
      let left = deadline - time(nil)
      guard left > 0 else { return nil }
      guard poll(&request, 1, Int32(left * 1000)) > 0 else { continue }
      let count = read(outputEnd, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
