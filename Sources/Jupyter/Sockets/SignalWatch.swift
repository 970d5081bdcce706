#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Turns signals into calls on a thread of their own, where everything may be done.
///
/// They are blocked everywhere and waited for by `sigwait`: no global state, the same on every system. Threads
/// that a library started before `main` (OpenBLAS's) block nothing; they pass on what reaches them.
package enum SignalWatch {
  /// Blocks the signals; to be called before any other thread is started, since threads inherit this.
  package static func block() {
    // A handler also takes back that our parent told us to ignore the signal, which would never be reported.
    for number in [SIGINT, SIGTERM] { passOn(number) }
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

  /// Has a thread that does not block the signal block it from now on and send it to the process again.
  private static func passOn(_ number: CInt) {
    var action = sigaction()
    sigemptyset(&action.sa_mask)
    #if os(Linux)
    action.sa_flags = SA_SIGINFO | SA_RESTART
    action.__sigaction_handler.sa_sigaction = { number, _, context in
      // The mask that holds when the handler has returned.
      let interrupted = context?.assumingMemoryBound(to: ucontext_t.self)
      if let interrupted { sigaddset(&interrupted.pointee.uc_sigmask, number) }
      kill(getpid(), number)
    }
    #else
    action.sa_flags = SA_RESTART
    action.__sigaction_u.__sa_handler = { number in kill(getpid(), number) }
    #endif
    sigaction(number, &action, nil)
  }

  private static func watched() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    return signals
  }
}
