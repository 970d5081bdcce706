import CZeroMQ

/// The five sockets of a kernel, bound.
struct KernelSockets {
  let shell: ZeroMQSocket
  let control: ZeroMQSocket
  let stdin: ZeroMQSocket
  let iopub: ZeroMQSocket
  let heartbeat: ZeroMQSocket
  /// The ports that they are bound to.
  let ports: [ConnectionFile.Port: Int]

  /// Milliseconds that the last messages have to leave when the kernel ends.
  private static let linger: CInt = 50
  /// Connections that may wait to be accepted.
  private static let backlog: CInt = 128

  subscript(channel: Channel) -> ZeroMQSocket {
    switch channel {
    case .shell: shell
    case .control: control
    case .stdin: stdin
    case .iopub: iopub
    }
  }

  init(_ context: ZeroMQContext, boundAs connection: ConnectionFile) throws(StartFailure) {
    var ports: [ConnectionFile.Port: Int] = [:]
    func bound(
      _ kind: ZeroMQSocket.Kind,
      _ port: ConnectionFile.Port
    ) throws(StartFailure) -> ZeroMQSocket {
      do throws(ZeroMQError) {
        let socket = try context.makeSocket(kind)
        try KernelSockets.configure(socket, kind, isIPv6: connection.ip.contains(":"))
        ports[port] = try connection.bind(socket, port, taken: Set(ports.values))
        return socket
      } catch {
        throw .cannotBind(connection.endpoint(of: port), error)
      }
    }
    heartbeat = try bound(.router, .heartbeat)
    control = try bound(.router, .control)
    stdin = try bound(.router, .stdin)
    shell = try bound(.router, .shell)
    iopub = try bound(.xpub, .iopub)
    self.ports = ports
  }

  private static func configure(
    _ socket: ZeroMQSocket,
    _ kind: ZeroMQSocket.Kind,
    isIPv6: Bool
  ) throws(ZeroMQError) {
    try socket.set(.linger, to: linger)
    try socket.set(.backlog, to: backlog)
    // No bound on what waits to be sent: libzmq would drop replies and output beyond it.
    try socket.set(.sendHighWaterMark, to: 0)
    if isIPv6 { try socket.set(.ipv6, to: 1) }
    switch kind {
    case .router: try socket.set(.routerHandover, to: 1)
    case .xpub: try socket.set(.xpubVerbose, to: 1)
    case .dealer, .xsub, .sub, .request: break
    }
  }

  func closeAll() {
    for socket in [shell, control, stdin, iopub] { socket.close() }
  }
}

extension ConnectionFile {
  /// Binds to the port that the file names, or finds one for port 0.
  fileprivate func bind(
    _ socket: ZeroMQSocket,
    _ port: Port,
    taken: Set<Int>
  ) throws(ZeroMQError) -> Int {
    let number = ports[port] ?? 0
    switch transport {
    case .tcp:
      try socket.bind(to: endpoint(of: port))
      if number != 0 { return number }
      let endpoint = try socket.boundEndpoint()
      return endpoint.split(separator: ":").last.flatMap { Int($0) } ?? 0
    case .ipc:
      let chosen = number != 0 ? number : freeNumber(besides: taken)
      // libzmq would take the path away from whoever listens there.
      guard !isServed(socketPath: "\(ip)-\(chosen)") else { throw ZeroMQError(code: EADDRINUSE) }
      try socket.bind(to: "ipc://\(ip)-\(chosen)")
      return chosen
    }
  }

  private func freeNumber(besides taken: Set<Int>) -> Int {
    var number = 1
    while taken.contains(number) || fileExists("\(ip)-\(number)") { number += 1 }
    return number
  }
}
