import Jupyter
import Testing

@Test func kernelInfoStatesTheProtocol() throws {
  let reply = try MemoryKernel().reply("kernel_info_request", [:])
  #expect(reply?["status"] == "ok")
  #expect(reply?["protocol_version"] == "5.5")
  #expect(reply?["language_info"]?["file_extension"] == ".echo")
  #expect(reply?["supported_features"] == [])
  #expect(reply?["help_links"] == [["text": "Echo", "url": "https://example.org"]])
}

@Test func matchesAndTheirTypesAreAligned() throws {
  let reply = try MemoryKernel().reply("complete_request", ["code": "∇e", "cursor_pos": 2])
  let types = reply?["metadata"]?["_jupyter_types_experimental"]?.array ?? []
  #expect(reply?["matches"]?.array == types.map { $0["text"] ?? nil })
  #expect(reply?["cursor_end"] == 2)
}

@Test func cursorCountsCodePointsAndStaysInTheText() throws {
  let kernel = MemoryKernel()
  #expect(try kernel.reply("complete_request", ["code": "e\u{301}😀"])?["cursor_end"] == 3)
  let far: JSONValue = ["code": "ab", "cursor_pos": 99]
  #expect(try kernel.reply("complete_request", far)?["cursor_end"] == 2)
}

@Test func inspectionTellsWhetherSomethingWasFound() throws {
  let kernel = MemoryKernel()
  let found = try kernel.reply(
    "inspect_request",
    ["code": "x", "cursor_pos": 1, "detail_level": 1]
  )
  #expect(found?["data"] == ["text/plain": "x at 1, detail 1"])
  #expect(
    try kernel.reply("inspect_request", ["code": "", "cursor_pos": 0])?["found"] == false
  )
}

@Test func incompleteTextHasAnIndent() throws {
  let kernel = MemoryKernel()
  #expect(
    try kernel.reply("is_complete_request", ["code": "a\\"])
      == ["status": "incomplete", "indent": "  "]
  )
  #expect(try kernel.reply("is_complete_request", ["code": "a"]) == ["status": "complete"])
}

@Test func unknownCommsAreClosedAtOnce() throws {
  let messages = try MemoryKernel().send(
    "comm_open",
    ["comm_id": "c", "target_name": "t", "data": [:]]
  )
  #expect(messages.map(\.type) == ["status", "comm_close", "status"])
  #expect(messages[1].content == ["comm_id": "c", "data": [:]])
  let info = try MemoryKernel().reply("comm_info_request", [:])
  #expect(info == ["status": "ok", "comms": [:]])
}

@Test func shutdownIsAnsweredToEverybodyAndEndsTheOutbox() throws {
  let kernel = MemoryKernel()
  let messages = try kernel.send("shutdown_request", ["restart": true])
  #expect(messages.map(\.type) == ["status", "shutdown_reply", "shutdown_reply", "status"])
  #expect(messages.map(\.channel) == [.iopub, .iopub, .shell, .iopub])
  #expect(messages[2].content == ["status": "ok", "restart": true])
  #expect(try kernel.execute("echo 1").isEmpty)
}

@Test(arguments: ["no_such_request", "execute_request", "complete_request"])
func badContentCostsOneLine(type: String) throws {
  let kernel = MemoryKernel()
  let messages = try kernel.send(type, ["code": 5])
  #expect(messages.map(\.type) == ["status", "status"])
  #expect(kernel.log.lines.count == 1)
  #expect(try kernel.execute("echo 1").count == 5)
}
