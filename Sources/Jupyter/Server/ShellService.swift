/// Answers shell requests one after the other, on the thread of the engine.
package struct ShellService: Sendable {
  let language: KernelLanguage
  let activity: Activity
  let outbox: Outbox
  let log: KernelLog

  package init(language: KernelLanguage, activity: Activity, outbox: Outbox, log: KernelLog) {
    self.language = language
    self.activity = activity
    self.outbox = outbox
    self.log = log
  }

  /// Serves until the queue is closed.
  package func serve(_ queue: RequestQueue, inputDesk: InputDesk, history: any HistoryStore) {
    let session = EngineSession(
      language: language,
      history: history,
      inputDesk: inputDesk,
      lastQueuedPlace: {
        outbox.waitUntilSent()
        return queue.lastPlace
      }
    )
    let router = RequestRouter(
      shellHandlers(session: session, outbox: outbox),
      channel: .shell,
      outbox: outbox,
      log: log
    )
    while let (request, place) = queue.next() {
      guard let message = read(request, log) else { continue }
      activity.run {
        router.handle(message, isAborted: session.isAborted(message, place: place))
      }
    }
  }
}

/// Answers control requests, while cells run.
package struct ControlService: Sendable {
  let language: KernelLanguage
  let activity: Activity
  let outbox: Outbox
  let log: KernelLog

  package init(language: KernelLanguage, activity: Activity, outbox: Outbox, log: KernelLog) {
    self.language = language
    self.activity = activity
    self.outbox = outbox
    self.log = log
  }

  /// Serves until the queue is closed.
  package func serve(_ queue: RequestQueue) {
    let router = RequestRouter(
      controlHandlers(language: language, activity: activity, outbox: outbox),
      channel: .control,
      outbox: outbox,
      log: log
    )
    while let (request, _) = queue.next() {
      if let message = read(request, log) { router.handle(message) }
    }
  }
}

private func read(_ request: Envelope, _ log: KernelLog) -> IncomingMessage? {
  do throws(WireError) {
    return try IncomingMessage(request)
  } catch {
    log("dropped a message: \(error)")
    return nil
  }
}

extension Outbox {
  /// Waits until all that was posted is sent, and all that waits on the shell socket is queued.
  func waitUntilSent() {
    let isSent = Monitor(false)
    post(barrier: { isSent.update { $0 = true } })
    isSent.wait { $0 ? () : nil }
  }
}
