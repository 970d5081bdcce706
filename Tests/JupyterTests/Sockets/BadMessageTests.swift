import Jupyter
import Testing

/// Sends frames, sees the kernel answer the next request, and counts the lines it logged.
private func check(
  costsOneLine frames: [[UInt8]],
  from frontend: TestFrontend,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let before = frontend.log.lines.count
  try frontend.shell.send(frames)
  try frontend.execute("echo 1")
  let reply = try frontend.receive(frontend.shell)
  #expect(reply?.content["status"] == "ok", sourceLocation: sourceLocation)
  #expect(frontend.log.lines.count == before + 1, sourceLocation: sourceLocation)
}

@Test func badMessagesCostOneLineEach() throws {
  let frontend = try TestFrontend()
  let object = Array("{}".utf8)
  let deep = Array(String(repeating: "[", count: 100_000).utf8)
  try check(costsOneLine: [[1]], from: frontend)
  try check(costsOneLine: [Array("<IDS|MSG>".utf8), [], object, object], from: frontend)
  try check(costsOneLine: Array(repeating: [1], count: 10_000), from: frontend)
  var unsigned = try frontend.frames("execute_request", object)
  unsigned[1] = []
  try check(costsOneLine: unsigned, from: frontend)
  try check(costsOneLine: frontend.frames("", object, header: [0x7B]), from: frontend)
  try check(costsOneLine: frontend.frames("", object, header: deep), from: frontend)
  try check(costsOneLine: frontend.frames("kernel_info_request", deep), from: frontend)
  try check(costsOneLine: frontend.frames("execute_request", [0x22, 0xFF, 0x22]), from: frontend)
  try check(costsOneLine: frontend.frames("no_such_type", object), from: frontend)
  try check(
    costsOneLine: frontend.frames("execute_request", Array(#"{"code":5}"#.utf8)),
    from: frontend
  )
}

@Test func replayedRequestIsDropped() throws {
  let frontend = try TestFrontend()
  let frames = try frontend.frames("kernel_info_request", Array("{}".utf8))
  try frontend.shell.send(frames)
  #expect(try frontend.receive(frontend.shell)?.type == "kernel_info_reply")
  try check(costsOneLine: frames, from: frontend)
}

@Test func logNamesNoKey() throws {
  let frontend = try TestFrontend()
  var frames = try frontend.frames("execute_request", Array("{}".utf8))
  let signature = String(decoding: frames[1], as: UTF8.self)
  frames[1] = Array("00".utf8)
  try check(costsOneLine: frames, from: frontend)
  let log = frontend.log.lines.joined()
  #expect(!log.contains("secret") && !log.contains(signature))
}

@Test func messagesOnIopubThatAreNoSubscriptionsCostOneLineEach() throws {
  let frontend = try TestFrontend()
  let attacker = try frontend.connect(.xsub, to: "iopub")
  defer { attacker.close() }
  let garbage: [[[UInt8]]] = [[[5, 1, 2]], [[1, 0xFF, 0xFE]], [[7], [8]], [[]]]
  for frames in garbage { try attacker.send(frames) }
  try attacker.send([[1] + Array("good".utf8)])
  guard case .frames(let frames) = attacker.receive(waits: true) else {
    Issue.record("no welcome")
    return
  }
  #expect(frames.first == Array("good".utf8))
  #expect(frontend.log.lines.count == garbage.count)
}
