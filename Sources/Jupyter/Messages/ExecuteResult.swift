/// `execute_result` on iopub: the value of a cell.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#id6
struct ExecuteResult: PublishedContent {
  static let messageType = "execute_result"
  let executionCount: Int
  let data: JSONObject
  let metadata: JSONObject

  init(_ value: MIMEData, executionCount: Int) {
    self.executionCount = executionCount
    data = value.data
    metadata = value.metadata
  }

  enum CodingKeys: String, CodingKey {
    case executionCount = "execution_count"
    case data, metadata
  }
}
