/// Answers `is_complete_request`, which asks whether a cell wants another line.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
struct IsCompleteHandler: RequestHandler {
  static let messageName = "is_complete"

  struct Request: Decodable { let code: String }

  struct Reply: Encodable {
    let status: String
    /// The start of the next line, only where more is expected.
    let indent: String?
  }

  let session: EngineSession

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    switch session.engine.completeness(of: request.code) {
    case .complete: Reply(status: "complete", indent: nil)
    case .incomplete(let indent): Reply(status: "incomplete", indent: indent)
    case .invalid: Reply(status: "invalid", indent: nil)
    case .unknown: Reply(status: "unknown", indent: nil)
    }
  }
}
