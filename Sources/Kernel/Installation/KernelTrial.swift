import FoundationEssentials
import Jupyter

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Starts an installed kernel as Jupyter would, and ends it as soon as it listens.
struct KernelTrial {
  enum Result {
    case started(milliseconds: Int)
    case failed(String)
  }

  private static let ports = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"]
  private let specification: KernelSpecification

  init(_ specification: KernelSpecification) {
    self.specification = specification
  }

  /// Waits until the kernel has written the ports it chose into its connection file.
  func run(seconds: Int) -> Result {
    let file =
      FileManager.default.temporaryDirectory.path + "/adjoint-doctor-\(UUID().uuidString).json"
    defer { unlink(file) }
    guard write(connectionFile: file) else { return .failed("cannot write \(file)") }

    let argv = specification.argv.map { $0 == "{connection_file}" ? file : $0 }
    let clock = ContinuousClock()
    let begin = clock.now
    guard let child = ChildProcess(starting: specification.executable, Array(argv.dropFirst()))
    else { return .failed("the system refuses to run \(specification.executable)") }
    defer { child.end() }

    while clock.now - begin < .seconds(seconds) {
      if isListening(connectionFile: file) {
        return .started(milliseconds: Int((clock.now - begin) / .milliseconds(1)))
      }
      if let status = child.statusIfEnded() { return .failed("it ended with status \(status)") }
      child.waitForEnd(milliseconds: 1)
    }
    return .failed("it does not listen after \(seconds) seconds")
  }

  /// A connection that lets the kernel choose its ports.
  private func write(connectionFile path: String) -> Bool {
    var connection: JSONObject = [
      "transport": "tcp", "ip": "127.0.0.1", "key": "doctor", "signature_scheme": "hmac-sha256",
    ]
    for port in Self.ports { connection[port] = 0 }
    let bytes = Data(JSONValue.object(connection).serialized())
    let owner: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    return FileManager.default.createFile(atPath: path, contents: bytes, attributes: owner)
  }

  private func isListening(connectionFile path: String) -> Bool {
    guard let data = FileManager.default.contents(atPath: path),
      let json = try? JSONValue(parsing: Array(data))
    else { return false }
    return Self.ports.allSatisfy { (json[$0]?.integer ?? 0) > 0 }
  }
}
