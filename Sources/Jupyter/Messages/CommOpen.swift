/// Takes `comm_open`, with which a front end opens a comm; one with an unknown target is closed at once.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm
struct CommOpenHandler: RequestHandler {
  static let messageName = "comm_open"
  static let requestType = "comm_open"

  struct Request: Decodable {
    let commID: String
    let targetName: String

    enum CodingKeys: String, CodingKey {
      case commID = "comm_id"
      case targetName = "target_name"
    }
  }

  func reply(to request: Request, in exchange: Exchange) -> NoReply? {
    exchange.publish(CommClose(commID: request.commID))
    return nil
  }
}
