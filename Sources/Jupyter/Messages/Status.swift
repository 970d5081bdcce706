/// `status` on iopub: the kernel begins or ends to answer a request, or has just started.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-status
struct Status: PublishedContent {
  enum State: String, Encodable { case starting, busy, idle }

  static let messageType = "status"
  let executionState: State

  enum CodingKeys: String, CodingKey { case executionState = "execution_state" }
}
