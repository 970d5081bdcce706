/// Answers `comm_info_request`, which asks what comms are open.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info
struct CommInfoHandler: RequestHandler {
  static let messageName = "comm_info"

  struct Request: Decodable {
    let targetName: String?
    enum CodingKeys: String, CodingKey { case targetName = "target_name" }
  }

  struct Reply: Encodable {
    struct Comm: Encodable {
      let targetName: String
      enum CodingKeys: String, CodingKey { case targetName = "target_name" }
    }

    let status = "ok"
    let comms: [String: Comm]
  }

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    // No target is known yet, so every comm was closed as it was opened.
    Reply(comms: [:])
  }
}
