/// Why the kernel could not start: one line for standard error.
public enum StartFailure: Error, CustomStringConvertible, Sendable {
  case unreadable(path: String, reason: String)
  case malformed(path: String, ConnectionFileError)
  case unwritable(path: String, reason: String)
  case unknownScheme(String)
  case cannotListen(endpoint: String, reason: String)
  case noResources(String)

  static func cannotBind(_ endpoint: String, _ error: ZeroMQError) -> StartFailure {
    .cannotListen(endpoint: endpoint, reason: error.description.lowercased())
  }

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read the connection file \(path): \(reason)"
    case .malformed(let path, let error): "cannot use the connection file \(path): \(error)"
    case .unwritable(let path, let reason):
      "cannot write the ports into the connection file \(path): \(reason)"
    case .unknownScheme(let scheme): "cannot sign messages: unknown signature scheme `\(scheme)`"
    case .cannotListen(let endpoint, let reason): "cannot listen on \(endpoint): \(reason)"
    case .noResources(let reason): "cannot start: \(reason)"
    }
  }
}
