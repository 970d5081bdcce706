import Jupyter
import Testing

private func connection(_ changes: JSONObject) throws -> ConnectionFile {
  var members: JSONObject = [
    "transport": "tcp", "ip": "127.0.0.1", "key": "k", "shell_port": 1, "control_port": 2,
    "stdin_port": 3, "iopub_port": 4, "hb_port": 0, "extra": "kept",
  ]
  for (name, value) in changes.pairs { members[name] = value }
  return try ConnectionFile(parsing: JSONValue.object(members).serialized())
}

@Test func endpointsFollowTheTransport() throws {
  #expect(try connection([:]).endpoint(of: .shell) == "tcp://127.0.0.1:1")
  #expect(try connection([:]).endpoint(of: .heartbeat) == "tcp://127.0.0.1:*")
  #expect(try connection(["ip": "::1"]).endpoint(of: .iopub) == "tcp://[::1]:4")
  #expect(try connection(["ip": "localhost"]).endpoint(of: .stdin) == "tcp://127.0.0.1:3")
  let ipc = try connection(["transport": "ipc", "ip": "/run/k"])
  #expect(ipc.endpoint(of: .control) == "ipc:///run/k-2")
}

@Test func foundPortsAreWrittenBackBesideUnknownMembers() throws {
  let text = try connection([:]).serialized(withPorts: [.heartbeat: 77])
  let json = try JSONValue(parsing: text)
  #expect(json["hb_port"] == 77)
  #expect(json["extra"] == "kept")
  #expect(json["shell_port"] == 1)
}

@Test(arguments: [
  ("shell_port", JSONValue.string("1")), ("hb_port", .integer(70_000)), ("ip", .null),
  ("transport", .string("inproc")), ("key", .integer(5)),
]) func badMembersAreNamed(name: String, value: JSONValue) {
  #expect(throws: ConnectionFileError.badMember(name)) { try connection([name: value]) }
}

@Test func textThatIsNotJSONIsRefused() {
  #expect(throws: ConnectionFileError.notJSON) { try ConnectionFile(parsing: [0x7B]) }
}
