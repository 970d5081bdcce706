#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns signals into calls on a thread of their own, where everything may be done.
///
/// They are blocked everywhere and waited for by `sigwait`: no handler, no global state, the same on every system.
package enum SignalWatch {
  /// Blocks the signals; to be called before any other thread is started, since threads inherit this.
  package static func block() {
    // A signal that our parent told us to ignore would never be reported.
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
    signal(SIGPIPE, SIG_IGN)
    var signals = watched()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  package static func start(
    onInterrupt: @escaping @Sendable () -> Void,
    onTerminate: @escaping @Sendable () -> Void
  ) {
    startThread(stackSize: 256 << 10) {
      var signals = watched()
      var number: CInt = 0
      while sigwait(&signals, &number) == 0 {
        if number == SIGINT { onInterrupt() } else { onTerminate() }
      }
    }
  }

  private static func watched() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }
}
