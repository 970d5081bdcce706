/// Takes `comm_msg`, which carries data for an open comm; for any other it is closed again.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-messages
struct CommMessageHandler: RequestHandler {
  static let messageName = "comm_msg"
  static let requestType = "comm_msg"

  struct Request: Decodable {
    let commID: String
    enum CodingKeys: String, CodingKey { case commID = "comm_id" }
  }

  func reply(to request: Request, in exchange: Exchange) -> NoReply? {
    exchange.publish(CommClose(commID: request.commID))
    return nil
  }
}
