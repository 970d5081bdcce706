import Jupyter
import Testing

/// A connection file in the folder of a test.
private func connectionFile(
  _ changes: JSONObject,
  in folder: TemporaryFolder,
  mode: UInt32
) throws -> String {
  var members: JSONObject = [
    "transport": "tcp", "ip": "127.0.0.1", "key": "k", "shell_port": 0, "control_port": 0,
    "stdin_port": 0, "iopub_port": 0, "hb_port": 0,
  ]
  for (name, value) in changes.pairs { members[name] = value }
  let path = "\(folder.path)/connection-\(freshIdentifier()).json"
  try replaceFile(path, with: JSONValue.object(members).serialized(), mode: mode)
  return path
}

private func server(
  _ changes: JSONObject,
  in folder: TemporaryFolder,
  mode: UInt32 = 0o600,
  log: LogRecorder = LogRecorder()
) throws -> (KernelServer, path: String) {
  let path = try connectionFile(changes, in: folder, mode: mode)
  let server = try KernelServer(
    connectionFile: path,
    language: EchoEngine.language(),
    log: { log.append($0) }
  )
  return (server, path)
}

private func failure(of body: () throws -> Void) -> String {
  do {
    try body()
    return "none"
  } catch {
    return "\(error)"
  }
}

@Test(arguments: ["tcp", "ipc"]) func chosenPortsAreWrittenBack(transport: String) throws {
  let folder = try TemporaryFolder()
  let ip = transport == "tcp" ? "127.0.0.1" : "\(folder.path)/ports"
  let place: JSONObject = ["transport": .string(transport), "ip": .string(ip)]
  let (server, path) = try server(place, in: folder)
  let json = try JSONValue(parsing: readFile(path).bytes)
  let ports = ["shell", "control", "stdin", "iopub", "hb"].map { json["\($0)_port"]?.integer ?? 0 }
  #expect(Set(ports).count == 5 && !ports.contains(0))
  #expect(try readFile(path).mode == 0o600)
  withExtendedLifetime(server) {}
}

@Test(arguments: ["tcp", "ipc"]) func addressInUseIsOneClearLine(transport: String) throws {
  let folder = try TemporaryFolder()
  let ip = transport == "tcp" ? "127.0.0.1" : "\(folder.path)/used"
  let place: JSONObject = ["transport": .string(transport), "ip": .string(ip)]
  let (first, path) = try server(place, in: folder)
  let taken = try #require(JSONValue(parsing: readFile(path).bytes)["shell_port"])
  let message = failure {
    var changes = place
    changes["shell_port"] = taken
    _ = try server(changes, in: folder)
  }
  #expect(message.hasPrefix("cannot listen on \(transport)://\(ip)"))
  #expect(message.hasSuffix("address already in use"))
  withExtendedLifetime(first) {}
}

@Test func unknownSchemeRefusesToStart() throws {
  let folder = try TemporaryFolder()
  let message = failure {
    _ = try server(["signature_scheme": "hmac-nothing", "key": ""], in: folder)
  }
  #expect(message == "cannot sign messages: unknown signature scheme `hmac-nothing`")
}

@Test func missingConnectionFileIsNamed() {
  let message = failure {
    _ = try KernelServer(
      connectionFile: "/nowhere/c.json",
      language: EchoEngine.language(),
      log: { _ in }
    )
  }
  #expect(message == "cannot read the connection file /nowhere/c.json: No such file or directory")
}

@Test func readableConnectionFileIsWarnedOf() throws {
  let log = LogRecorder()
  _ = try server([:], in: TemporaryFolder(), mode: 0o644, log: log)
  #expect(log.lines.count == 1)
  #expect(log.lines.first?.contains("can be read by others") == true)
}
