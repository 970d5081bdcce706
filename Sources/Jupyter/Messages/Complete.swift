/// Answers `complete_request`, which asks what could stand at the cursor.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion
struct CompleteHandler: RequestHandler {
  static let messageName = "complete"

  struct Request: Decodable {
    let code: String
    /// Unicode code points before the cursor; all of them where it is left out.
    let cursor: Int?

    enum CodingKeys: String, CodingKey {
      case code
      case cursor = "cursor_pos"
    }
  }

  struct Reply: Encodable {
    /// A match as JupyterLab and VS Code like it, beside the plain list and in its order.
    struct Typed: Encodable {
      let start: Int
      let end: Int
      let text: String
      let type: String
      let signature: String
    }

    struct Metadata: Encodable {
      let types: [Typed]
      enum CodingKeys: String, CodingKey { case types = "_jupyter_types_experimental" }
    }

    let status = "ok"
    let matches: [String]
    let cursorStart: Int
    let cursorEnd: Int
    let metadata: Metadata

    enum CodingKeys: String, CodingKey {
      case status, matches, metadata
      case cursorStart = "cursor_start"
      case cursorEnd = "cursor_end"
    }
  }

  let session: EngineSession

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    let cursor = codePointOffset(request.cursor, in: request.code)
    let list = session.engine.complete(request.code, cursor: cursor)
    return Reply(
      matches: list.items.map(\.text),
      cursorStart: list.start,
      cursorEnd: list.end,
      metadata: Reply.Metadata(
        types: list.items.map { item in
          Reply.Typed(
            start: list.start,
            end: list.end,
            text: item.text,
            type: item.kind,
            signature: item.signature
          )
        }
      )
    )
  }
}

/// A cursor position within the text: the end where it is left out or lies outside.
func codePointOffset(_ cursor: Int?, in code: String) -> Int {
  let count = code.unicodeScalars.count
  return min(max(cursor ?? count, 0), count)
}
