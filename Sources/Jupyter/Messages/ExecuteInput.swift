/// `execute_input` on iopub: what is being run, for the other front ends.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-inputs
struct ExecuteInput: PublishedContent {
  static let messageType = "execute_input"
  let code: String
  let executionCount: Int

  enum CodingKeys: String, CodingKey {
    case code
    case executionCount = "execution_count"
  }
}
