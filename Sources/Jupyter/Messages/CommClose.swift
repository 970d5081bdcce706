/// `comm_close` on iopub: a comm is gone.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#tearing-down-comms
struct CommClose: PublishedContent {
  static let messageType = "comm_close"
  let commID: String
  let data: JSONObject = [:]

  enum CodingKeys: String, CodingKey {
    case commID = "comm_id"
    case data
  }
}

/// Takes `comm_close`; a comm that is not open needs no closing.
struct CommCloseHandler: RequestHandler {
  static let messageName = CommClose.messageType
  static let requestType = CommClose.messageType

  struct Request: Decodable {
    let commID: String
    enum CodingKeys: String, CodingKey { case commID = "comm_id" }
  }

  func reply(to request: Request, in exchange: Exchange) -> NoReply? { nil }
}
