/// Answers `interrupt_request`, which asks to stop what runs.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt
struct InterruptHandler: RequestHandler {
  static let messageName = "interrupt"

  struct Request: Decodable {}
  struct Reply: Encodable { let status = "ok" }

  let activity: Activity

  func reply(to request: Request, in exchange: Exchange) -> Reply? {
    activity.interrupt()
    return Reply()
  }
}
