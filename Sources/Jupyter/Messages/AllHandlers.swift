/// What answers on the shell channel, on the engine's thread.
package func shellHandlers(session: EngineSession, outbox: Outbox) -> [any RequestHandler] {
  [
    CommCloseHandler(),
    CommInfoHandler(),
    CommMessageHandler(),
    CommOpenHandler(),
    CompleteHandler(session: session),
    ExecuteHandler(session: session),
    HistoryHandler(session: session),
    InspectHandler(session: session),
    IsCompleteHandler(session: session),
    KernelInfoHandler(description: session.language.info),
    ShutdownHandler(outbox: outbox),
  ]
}

/// What answers on the control channel, also while a cell runs.
package func controlHandlers(
  language: KernelLanguage,
  activity: Activity,
  outbox: Outbox
) -> [any RequestHandler] {
  [
    InterruptHandler(activity: activity),
    KernelInfoHandler(description: language.info),
    ShutdownHandler(outbox: outbox),
  ]
}
