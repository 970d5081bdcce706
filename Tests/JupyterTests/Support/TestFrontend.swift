import Jupyter

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A kernel with an echo engine on real sockets, and a front end connected to it.
final class TestFrontend {
  struct Reply {
    let identities: [[UInt8]]
    let header: JSONValue
    let parent: JSONValue
    let content: JSONValue
    var type: String { header["msg_type"]?.string ?? "" }
    var parentID: String { parent["msg_id"]?.string ?? "" }
  }

  let log = LogRecorder()
  private let place: TemporaryFolder
  var folder: String { place.path }
  let key = Array("secret".utf8)
  let context: ZeroMQContext
  let shell: ZeroMQSocket
  let control: ZeroMQSocket
  let stdin: ZeroMQSocket
  let iopub: ZeroMQSocket
  let heartbeat: ZeroMQSocket
  private let ports: JSONValue
  private let address: String
  private let authenticator: MessageAuthenticator
  private let ended = Monitor(false)
  private var sentCount = 0

  init() throws {
    place = try TemporaryFolder()
    let folder = place.path
    let path = "\(folder)/connection.json"
    let connection: JSONValue = [
      "transport": "ipc", "ip": .string("\(folder)/socket"), "key": "secret",
      "signature_scheme": "hmac-sha256", "shell_port": 0, "control_port": 0, "stdin_port": 0,
      "iopub_port": 0, "hb_port": 0, "kernel_name": "echo",
    ]
    try replaceFile(path, with: connection.serialized(), mode: 0o600)
    let log = log
    let server = try KernelServer(
      connectionFile: path,
      language: EchoEngine.language(),
      log: { log.append($0) }
    )
    startKernel(server, ended)
    authenticator = try MessageAuthenticator(scheme: "hmac-sha256", key: key)
    let context = try ZeroMQContext()
    let ports = try JSONValue(parsing: try readFile(path).bytes)
    let address = "ipc://\(folder)/socket"
    func connected(_ kind: ZeroMQSocket.Kind, _ name: String) throws -> ZeroMQSocket {
      try makeSocket(kind, context: context, endpoint: "\(address)-\(port(name, ports))")
    }
    (self.context, self.ports, self.address) = (context, ports, address)
    iopub = try connected(.sub, "iopub")
    shell = try connected(.dealer, "shell")
    control = try connected(.dealer, "control")
    stdin = try connected(.dealer, "stdin")
    heartbeat = try connected(.request, "hb")
  }

  /// Another socket, as a second front end would have.
  func connect(
    _ kind: ZeroMQSocket.Kind,
    to name: String,
    identity: String = "other"
  ) throws -> ZeroMQSocket {
    let endpoint = "\(address)-\(port(name, ports))"
    return try makeSocket(kind, context: context, endpoint: endpoint, identity: identity)
  }

  deinit {
    for socket in [shell, control, stdin, iopub, heartbeat] { socket.close() }
    context.terminate()
  }

  /// Waits until the kernel's main loop has returned.
  func waitForEnd() { ended.wait { $0 ? () : nil } }

  /// The frames of a signed request.
  func frames(
    _ type: String,
    _ content: [UInt8],
    header: [UInt8]? = nil
  ) throws -> [[UInt8]] {
    sentCount += 1
    let own: JSONValue = ["msg_id": .string("m\(sentCount)"), "msg_type": .string(type)]
    let empty = Array("{}".utf8)
    let parts = [header ?? own.serialized(), empty, empty, content]
    return [Array("<IDS|MSG>".utf8), try authenticator.signature(of: parts)] + parts
  }

  /// Sends a request and returns its id.
  @discardableResult
  func send(
    _ type: String,
    _ content: JSONValue = [:],
    on socket: ZeroMQSocket? = nil
  ) throws -> String {
    try (socket ?? shell).send(try frames(type, content.serialized()))
    return "m\(sentCount)"
  }

  @discardableResult
  func execute(_ code: String, _ options: JSONObject = [:]) throws -> String {
    try send("execute_request", .object(JSONObject([("code", .string(code))] + options.pairs)))
  }

  /// The next message on a socket, its signature checked; nil after ten seconds without one.
  func receive(_ socket: ZeroMQSocket) throws -> Reply? {
    guard case .frames(let frames) = socket.receive(waits: true) else { return nil }
    let envelope = try Envelope(frames: frames)
    guard envelope.signature == (try authenticator.signature(of: envelope.signedParts)) else {
      return nil
    }
    return Reply(
      identities: envelope.identities,
      header: try JSONValue(parsing: envelope.header),
      parent: try JSONValue(parsing: envelope.parentHeader),
      content: try JSONValue(parsing: envelope.content)
    )
  }

  /// What iopub says of a request, from its busy to its idle.
  func published(for id: String) throws -> [Reply] {
    var messages: [Reply] = []
    while let message = try receive(iopub) {
      guard message.parentID == id else { continue }
      messages.append(message)
      if message.content["execution_state"] == "idle" { break }
    }
    return messages
  }

  /// Waits until the subscription is known to the kernel.
  func awaitWelcome() throws {
    while let message = try receive(iopub), message.type != "iopub_welcome" {}
  }
}

/// A free function, since the closure must belong to no actor.
private func startKernel(_ server: KernelServer, _ ended: Monitor<Bool>) {
  let box = ServerBox(server: server)
  startThread(stackSize: 1 << 20) {
    box.server.serve()
    ended.update { $0 = true }
  }
}

/// A server on its way to the thread that runs it.
private struct ServerBox: @unchecked Sendable { let server: KernelServer }

private func port(_ name: String, _ ports: JSONValue) -> Int {
  ports["\(name)_port"]?.integer ?? 0
}

private func makeSocket(
  _ kind: ZeroMQSocket.Kind,
  context: ZeroMQContext,
  endpoint: String,
  identity: String = "front"
) throws -> ZeroMQSocket {
  let socket = try context.makeSocket(kind)
  try socket.set(.linger, to: 0)
  try socket.set(.receiveTimeout, to: 10_000)
  try socket.set(.receiveHighWaterMark, to: 0)
  if kind == .dealer { try socket.set(.routingID, to: Array(identity.utf8)) }
  if kind == .sub { try socket.set(.subscribe, to: []) }
  try socket.connect(to: endpoint)
  return socket
}
