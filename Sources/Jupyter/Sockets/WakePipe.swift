#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Wakes a thread that polls: one end is written by any thread, the other is among what it polls.
///
/// Immutable, and both system calls are safe from any thread.
package final class WakePipe: Sendable {
  let readEnd: CInt
  private let writeEnd: CInt

  package init() throws(FileFailure) {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileFailure() }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// A full pipe wakes just as well, so nothing is lost when the write is refused.
  package func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  func drain() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) == bytes.count {}
  }
}
