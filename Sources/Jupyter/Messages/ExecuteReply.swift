/// The content of `execute_reply`: how the cell ended.
enum ExecuteReply: Encodable {
  case ok(number: Int, pages: [MIMEData], expressions: [String: Result<MIMEData, EngineError>])
  case failed(EngineError, number: Int)
  /// The cell did not run, since an earlier one failed.
  case aborted

  private enum CodingKeys: String, CodingKey {
    case status, payload, ename, evalue, traceback
    case executionCount = "execution_count"
    case userExpressions = "user_expressions"
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .ok(let number, let pages, let expressions):
      try members.encode("ok", forKey: .status)
      try members.encode(number, forKey: .executionCount)
      try members.encode(pages.map(Page.init), forKey: .payload)
      try members.encode(expressions.mapValues(ExpressionValue.init), forKey: .userExpressions)
    case .failed(let error, let number):
      try members.encode("error", forKey: .status)
      try members.encode(number, forKey: .executionCount)
      try members.encode(error.name, forKey: .ename)
      try members.encode(error.message, forKey: .evalue)
      try members.encode(error.traceback, forKey: .traceback)
    case .aborted:
      try members.encode("aborted", forKey: .status)
    }
  }
}

/// The payload that opens the pager of a front end.
private struct Page: Encodable {
  let source = "page"
  let data: JSONObject
  let start = 0

  init(_ page: MIMEData) { data = page.data }
}

/// The value of a user expression, or why it has none.
private struct ExpressionValue: Encodable {
  let result: Result<MIMEData, EngineError>

  private enum CodingKeys: String, CodingKey { case status, data, metadata }

  init(_ result: Result<MIMEData, EngineError>) { self.result = result }

  func encode(to encoder: any Encoder) throws {
    switch result {
    case .success(let value):
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode("ok", forKey: .status)
      try members.encode(value.data, forKey: .data)
      try members.encode(value.metadata, forKey: .metadata)
    case .failure(let error):
      try ErrorReply(error).encode(to: encoder)
    }
  }
}
