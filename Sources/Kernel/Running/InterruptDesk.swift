import Jupyter

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Where Ctrl-C arrives, and who is told.
final class InterruptDesk: Sendable {
  private struct State {
    /// How to interrupt each file that runs or has run.
    var requests: [@Sendable () -> Void] = []
    var firstAt: ContinuousClock.Instant?
  }

  private let state = Monitor(State())

  var isRequested: Bool { state.withLock { $0.firstAt != nil } }

  /// Registers how to interrupt a file; false where nothing new may begin.
  func announce(_ request: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      state.requests.append(request)
      return state.firstAt == nil
    }
  }

  /// The first Ctrl-C interrupts the cells that run, a second one ends the process.
  func watchSignals() {
    blockKernelSignals()
    // A reader that has gone (`| head`) ends the program, as for any command.
    signal(SIGPIPE, SIG_DFL)
    SignalWatch.start(
      onInterrupt: { self.interrupt() },
      onTerminate: { _exit(143) }
    )
  }

  private func interrupt() {
    let now = ContinuousClock.now
    let first = state.withLock { state in
      state.firstAt = state.firstAt ?? now
      return state.firstAt ?? now
    }
    // Whoever forwards signals to a process and its group sends each of them twice.
    if now - first > .milliseconds(200) { _exit(130) }
    for request in state.withLock({ $0.requests }) { request() }
  }
}
