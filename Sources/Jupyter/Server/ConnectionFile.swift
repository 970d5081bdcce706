/// The file in which a front end says where the kernel is to listen, and with which key.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
public struct ConnectionFile: Sendable {
  public enum Transport: String, Sendable { case tcp, ipc }

  /// The sockets by their names in the file.
  public enum Port: String, CaseIterable, Sendable {
    case shell, control, stdin, iopub
    case heartbeat = "hb"

    var member: String { "\(rawValue)_port" }
  }

  public let transport: Transport
  /// An address, or for `ipc` the start of a path.
  public let ip: String
  /// 0 where the kernel is to choose.
  public let ports: [Port: Int]
  public let signatureScheme: String
  let key: [UInt8]
  /// Everything as it came, so that what we do not know is written back too.
  private let members: JSONObject

  /// Reads the text of a connection file.
  public init(parsing bytes: [UInt8]) throws(ConnectionFileError) {
    guard let json = try? JSONValue(parsing: bytes), let members = json.object else {
      throw .notJSON
    }
    var ports: [Port: Int] = [:]
    for port in Port.allCases {
      guard let number = members[port.member]?.integer, (0...65_535).contains(number) else {
        throw .badMember(port.member)
      }
      ports[port] = number
    }
    let transportName = members["transport"]?.string ?? "tcp"
    guard let transport = Transport(rawValue: transportName) else {
      throw .badMember("transport")
    }
    guard let ip = members["ip"]?.string, !ip.isEmpty else { throw .badMember("ip") }
    guard let key = (members["key"] ?? "").string else { throw .badMember("key") }
    self.transport = transport
    self.ip = ip
    self.ports = ports
    self.key = Array(key.utf8)
    signatureScheme = members["signature_scheme"]?.string ?? "hmac-sha256"
    self.members = members
  }

  /// Where libzmq is to bind a socket.
  package func endpoint(of port: Port) -> String {
    let number = ports[port] ?? 0
    switch transport {
    case .ipc: return "ipc://\(ip)-\(number)"
    case .tcp:
      // libzmq resolves no names when it binds.
      let host = ip == "localhost" ? "127.0.0.1" : ip.contains(":") ? "[\(ip)]" : ip
      return "tcp://\(host):\(number == 0 ? "*" : String(number))"
    }
  }

  /// The text of the file with the ports that were found.
  package func serialized(withPorts found: [Port: Int]) -> [UInt8] {
    var members = members
    for (port, number) in found { members[port.member] = .integer(number) }
    return Array(JSONValue.object(members).serialized(indentedBy: 2).utf8)
  }
}

/// What is wrong with a connection file.
public enum ConnectionFileError: Error, Equatable, CustomStringConvertible, Sendable {
  case notJSON
  case badMember(String)

  public var description: String {
    switch self {
    case .notJSON: "it is not a JSON object"
    case .badMember(let name): "its `\(name)` is missing or of another kind"
    }
  }
}
