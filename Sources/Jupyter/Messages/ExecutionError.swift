/// `error` on iopub: why a cell failed.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-errors
struct ExecutionError: PublishedContent {
  static let messageType = "error"
  let ename: String
  let evalue: String
  let traceback: [String]

  init(_ error: EngineError) {
    ename = error.name
    evalue = error.message
    traceback = error.traceback
  }
}
