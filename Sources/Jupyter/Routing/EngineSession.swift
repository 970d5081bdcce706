/// The engine and what the kernel remembers beside it, on the engine's thread.
package final class EngineSession {
  let language: KernelLanguage
  let history: any HistoryStore
  let inputDesk: InputDesk
  /// Made when the first request needs it, so that `kernel_info` is answered before.
  private(set) lazy var engine: any LanguageEngine = language.makeEngine()
  private var executionCount = 0
  /// How many cells without history have run since the last one that has it.
  ///
  /// nbval runs a whole notebook so, and compares messages with those that were stored.
  private var uncounted = 0
  /// What the last failure took with it.
  private var abortion: Abortion?
  private let lastQueuedPlace: () -> Int

  /// - Parameters:
  ///   - language: The language.
  ///   - history: The cells run so far.
  ///   - inputDesk: Where cells wait for input.
  ///   - lastQueuedPlace: The place of the last request that has reached the kernel by now.
  package init(
    language: KernelLanguage,
    history: any HistoryStore,
    inputDesk: InputDesk,
    lastQueuedPlace: @escaping () -> Int
  ) {
    self.language = language
    self.history = history
    self.inputDesk = inputDesk
    self.lastQueuedPlace = lastQueuedPlace
  }

  /// The cell that a request asks to run, with its number.
  func begin(_ request: ExecuteHandler.Request) -> Cell {
    let isBlank = request.code.allSatisfy(\.isWhitespace)
    if request.storesHistory, !isBlank {
      executionCount += 1
      uncounted = 0
    } else if !request.isSilent, !isBlank {
      uncounted += 1
    }
    return Cell(
      code: request.code,
      number: executionCount,
      label: executionCount + uncounted,
      isSilent: request.isSilent
    )
  }

  func record(_ cell: Cell, result: MIMEData?, for request: ExecuteHandler.Request) {
    guard request.storesHistory, !cell.code.allSatisfy(\.isWhitespace) else { return }
    history.append(
      line: cell.number,
      input: cell.code,
      output: result?.data["text/plain"]?.string
    )
  }

  /// Gives up the requests that were sent before the failure of this one was known.
  func abortRequests(behind exchange: Exchange) {
    abortion = Abortion(
      lastPlace: lastQueuedPlace(),
      requestDate: exchange.requestDate,
      failureDate: timestamp(),
      now: monotonicSeconds()
    )
  }

  /// Whether an earlier failure forbids to run a request.
  package func isAborted(_ message: IncomingMessage, place: Int) -> Bool {
    abortion?.covers(place: place, date: message.header.date, now: monotonicSeconds()) ?? false
  }
}
