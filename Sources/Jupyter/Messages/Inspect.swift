/// Answers `inspect_request`, which asks for the documentation of what stands at the cursor.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
struct InspectHandler: RequestHandler {
  static let messageName = "inspect"

  struct Request: Decodable {
    let code: String
    let cursor: Int?
    let detail: InspectionDetail?

    enum CodingKeys: String, CodingKey {
      case code
      case cursor = "cursor_pos"
      case detail = "detail_level"
    }
  }

  struct Reply: Encodable {
    let status = "ok"
    let found: Bool
    let data: JSONObject
    let metadata: JSONObject
  }

  let session: EngineSession

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    let found = session.engine.inspect(
      request.code,
      cursor: codePointOffset(request.cursor, in: request.code),
      detail: request.detail ?? .summary
    )
    return Reply(found: found != nil, data: found?.data ?? [:], metadata: found?.metadata ?? [:])
  }
}
