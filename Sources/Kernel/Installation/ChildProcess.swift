#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Another program, run to its end for what it prints.
enum ChildProcess {
  struct Answer {
    /// The exit status; 128 and the signal's number where a signal ended it.
    let status: Int32
    /// What it wrote to its standard output, without the newline at the end.
    let text: String
  }

  /// Runs a program with nothing to read and its errors dropped.
  ///
  /// Gives nil where it does not start or is not done after `seconds`; then it is killed.
  static func output(of program: String, _ arguments: [String], seconds: Int) -> Answer? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    let child = start(program, arguments, output: ends)
    close(ends[1])
    guard let child else { return nil }

    let bytes = readAll(ends[0], deadline: time(nil) + seconds)
    if bytes == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) == -1, errno == EINTR {}
    guard let bytes else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return Answer(
      status: status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f,
      text: text.hasSuffix("\n") ? String(text.dropLast()) : text
    )
  }

  private static func start(
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

  /// Everything up to the end of a pipe; nil where that does not come before the deadline.
  private static func readAll(_ end: Int32, deadline: time_t) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var poll = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
      let left = deadline - time(nil)
      guard left >= 0, Glibc.poll(&poll, 1, Int32(max(left, 1) * 1000)) >= 0 || errno == EINTR
      else { return nil }
      if poll.revents == 0 { continue }
      let count = read(end, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}
