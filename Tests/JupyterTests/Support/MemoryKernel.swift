import Jupyter

/// The shell half of a kernel without sockets or threads: what goes in comes out at once.
final class MemoryKernel {
  let log = LogRecorder()
  private let outbox: Outbox
  private let router: RequestRouter
  private let session: EngineSession
  private var lastQueuedPlace = 0
  private var sentCount = 0

  /// - Parameters:
  ///   - queued: Places that count as queued when a cell fails.
  ///   - clock: Monotonic seconds.
  init(queued: Int = 0, clock: @escaping @Sendable () -> Double = { 0 }) {
    outbox = Outbox(clock: clock, wake: {})
    session = EngineSession(
      language: EchoEngine.language(),
      history: InMemoryHistory(),
      inputDesk: InputDesk(),
      lastQueuedPlace: { queued }
    )
    let log = log
    router = RequestRouter(
      shellHandlers(session: session, outbox: outbox),
      channel: .shell,
      outbox: outbox,
      log: KernelLog { log.append($0) }
    )
  }

  /// Sends a request and returns everything that answers it, in order.
  func send(_ type: String, _ content: JSONValue) throws -> [OutgoingMessage] {
    sentCount += 1
    let header: JSONValue = ["msg_id": .string("m\(sentCount)"), "msg_type": .string(type)]
    let message = try IncomingMessage(
      Envelope(
        identities: [[7]],
        signature: [],
        header: header.serialized(),
        parentHeader: Array("{}".utf8),
        metadata: Array("{}".utf8),
        content: content.serialized()
      )
    )
    router.handle(message, isAborted: session.isAborted(message, place: sentCount))
    return outbox.collect().items.compactMap {
      if case .message(let message) = $0 { message } else { nil }
    }
  }

  func execute(_ code: String, _ options: JSONObject = [:]) throws -> [OutgoingMessage] {
    try send("execute_request", .object(JSONObject([("code", .string(code))] + options.pairs)))
  }

  /// The reply to a request.
  func reply(_ type: String, _ content: JSONValue) throws -> JSONValue? {
    try send(type, content).first { $0.channel == .shell }?.content
  }
}

extension JSONObject {
  var pairs: [(String, JSONValue)] { members.map { ($0.name, $0.value) } }
}

/// Lines that a kernel logged.
final class LogRecorder: Sendable {
  private let recorded = Monitor<[String]>([])

  func append(_ line: String) { recorded.update { $0.append(line) } }

  /// Waits for a line that contains this text.
  func waitForLine(containing text: String) {
    recorded.wait { $0.contains { $0.contains(text) } ? () : nil }
  }

  var lines: [String] { recorded.withLock { $0 } }
}
