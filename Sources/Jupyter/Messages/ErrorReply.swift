/// The reply of a request that failed, whatever its type.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#request-reply
struct ErrorReply: Encodable {
  let status = "error"
  let ename: String
  let evalue: String
  let traceback: [String]

  init(_ error: EngineError) {
    ename = error.name
    evalue = error.message
    traceback = error.traceback
  }
}
