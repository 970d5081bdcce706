/// Answers `history_request`, which asks for cells that were run earlier.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
struct HistoryHandler: RequestHandler {
  static let messageName = "history"

  struct Request: Decodable {
    enum Access: String, Decodable { case range, tail, search }

    let access: Access
    /// Whether results are wanted beside the texts.
    let output: Bool?
    /// The session of a range; 0 is this one, -1 the one before.
    let session: Int?
    let start: Int?
    let stop: Int?
    let n: Int?
    let pattern: String?
    let unique: Bool?

    enum CodingKeys: String, CodingKey {
      case output, session, start, stop, n, pattern, unique
      case access = "hist_access_type"
    }
  }

  struct Reply: Encodable {
    let status = "ok"
    let history: [Row]

    /// `[session, line, input]`, or `[session, line, [input, output]]`.
    struct Row: Encodable {
      let entry: HistoryEntry
      let hasOutput: Bool

      func encode(to encoder: any Encoder) throws {
        var row = encoder.unkeyedContainer()
        try row.encode(entry.session)
        try row.encode(entry.line)
        if hasOutput {
          var pair = row.nestedUnkeyedContainer()
          try pair.encode(entry.input)
          try pair.encode(entry.output)
        } else {
          try row.encode(entry.input)
        }
      }
    }
  }

  let session: EngineSession

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    let entries = session.history.entries(matching: query(of: request))
    return Reply(
      history: entries.map { Reply.Row(entry: $0, hasOutput: request.output ?? false) }
    )
  }

  private func query(of request: Request) -> HistoryQuery {
    switch request.access {
    case .range:
      .range(session: request.session ?? 0, start: request.start ?? 0, stop: request.stop)
    case .tail: .tail(count: request.n ?? 10)
    case .search:
      .search(
        pattern: request.pattern ?? "*",
        count: request.n,
        isUnique: request.unique ?? false
      )
    }
  }
}
