/// Whether a request is being answered, and the way to interrupt it.
///
/// An interrupt counts from the moment before `busy` is published until the reply; an idle kernel ignores it.
package final class Activity: Sendable {
  private let isRunning = Monitor(false)
  private let language: KernelLanguage
  private let inputDesk: InputDesk

  package init(language: KernelLanguage, inputDesk: InputDesk) {
    self.language = language
    self.inputDesk = inputDesk
  }

  func run(_ body: () -> Void) {
    isRunning.withLock { isRunning in
      language.clearInterrupt()
      inputDesk.clearInterrupt()
      isRunning = true
    }
    body()
    isRunning.withLock { $0 = false }
  }

  package func interrupt() {
    isRunning.withLock { isRunning in
      guard isRunning else { return }
      language.interrupt()
      inputDesk.interrupt()
    }
  }
}
