#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Notices when the process that started the kernel is gone, however it went.
///
/// `PR_SET_PDEATHSIG` would fire when the starting *thread* ends, so processes are watched: on Linux by a
/// pidfd, which reports an end at once and cannot be fooled by a reused id, elsewhere by asking.
package enum ParentWatch {
  /// Milliseconds between two looks at the parent's id.
  private static let interval: CInt = 250

  /// Calls `onEnd` once, on a thread of its own, when the parent or the named process ends.
  ///
  /// - Parameters:
  ///   - named: The process in `JPY_PARENT_PID`, which may have started us through others.
  ///   - onEnd: What to do then.
  package static func start(named: Int32?, onEnd: @escaping @Sendable () -> Void) {
    let parent = getppid()
    // Whoever is started by init has no parent to outlive.
    guard parent > 1 else { return }
    let others = named.flatMap { $0 > 1 && $0 != parent && kill($0, 0) == 0 ? $0 : nil }
    startThread(stackSize: 256 << 10) {
      var descriptors = [parent, others].compactMap { $0 }.compactMap(processDescriptor).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      while getppid() == parent, others.map({ kill($0, 0) == 0 || errno == EPERM }) ?? true {
        if poll(&descriptors, nfds_t(descriptors.count), interval) > 0 { break }
      }
      onEnd()
    }
  }

  /// A descriptor that becomes readable when the process ends, nil where the system has none.
  private static func processDescriptor(of process: pid_t) -> CInt? {
    #if os(Linux)
    // Looked up at run time: glibc has it from 2.36 on.
    typealias Open = @convention(c) (pid_t, CUnsignedInt) -> CInt
    guard let symbol = dlsym(nil, "pidfd_open") else { return nil }
    let descriptor = unsafeBitCast(symbol, to: Open.self)(process, 0)
    return descriptor >= 0 ? descriptor : nil
    #else
    return nil
    #endif
  }
}
