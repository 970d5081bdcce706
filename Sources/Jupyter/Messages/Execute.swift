/// Answers `execute_request`, which asks to run a cell.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
struct ExecuteHandler: RequestHandler {
  static let messageName = "execute"

  struct Request: Decodable {
    let code: String
    let isSilent: Bool
    let storesHistory: Bool
    let userExpressions: [String: String]
    let allowsInput: Bool
    let stopsOnError: Bool

    enum CodingKeys: String, CodingKey {
      case code, silent
      case storeHistory = "store_history"
      case userExpressions = "user_expressions"
      case allowStdin = "allow_stdin"
      case stopOnError = "stop_on_error"
    }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      code = try members.decode(String.self, forKey: .code)
      isSilent = try members.decodeIfPresent(Bool.self, forKey: .silent) ?? false
      let storesHistory = try members.decodeIfPresent(Bool.self, forKey: .storeHistory) ?? true
      // Silence forces no history.
      self.storesHistory = storesHistory && !isSilent
      userExpressions =
        try members.decodeIfPresent([String: String].self, forKey: .userExpressions) ?? [:]
      // Who does not say that it can ask a person is not made to wait for one.
      allowsInput = try members.decodeIfPresent(Bool.self, forKey: .allowStdin) ?? false
      stopsOnError = try members.decodeIfPresent(Bool.self, forKey: .stopOnError) ?? true
    }
  }

  let session: EngineSession

  func reply(to request: Request, in exchange: Exchange) -> ExecuteReply? {
    if exchange.isAborted { return .aborted }
    let cell = session.begin(request)
    if !request.isSilent {
      exchange.publish(ExecuteInput(code: cell.code, executionCount: cell.number))
    }
    let output = CellOutput(
      exchange,
      inputDesk: session.inputDesk,
      isSilent: request.isSilent,
      allowsInput: request.allowsInput
    )
    let outcome = session.engine.execute(cell, output: output)
    output.finish()
    switch outcome {
    case .finished(let result, let pages):
      if let result, !request.isSilent {
        exchange.publish(ExecuteResult(result, executionCount: cell.number))
      }
      session.record(cell, result: result, for: request)
      return .ok(
        number: cell.number,
        pages: pages,
        expressions: request.userExpressions.mapValues { session.engine.evaluate($0) }
      )
    case .failed(let error):
      if !request.isSilent { exchange.publish(ExecutionError(error)) }
      session.record(cell, result: nil, for: request)
      if request.stopsOnError { session.abortRequests(behind: exchange) }
      return .failed(error, number: cell.number)
    }
  }
}
