import Jupyter
import Testing

private func types(_ messages: [OutgoingMessage]) -> [String] { messages.map(\.type) }

@Test func everythingIsBetweenBusyAndIdleAndBeforeTheReply() throws {
  let messages = try MemoryKernel().execute("print a\nshow d\necho 1")
  #expect(
    types(messages) == [
      "status", "execute_input", "stream", "display_data", "execute_result", "execute_reply",
      "status",
    ]
  )
  #expect(messages.first?.content == ["execution_state": "busy"])
  #expect(messages.last?.content == ["execution_state": "idle"])
}

@Test func everyMessageNamesItsRequest() throws {
  let messages = try MemoryKernel().execute("print a")
  let parents = try messages.map { try JSONValue(parsing: $0.parent)["msg_id"] }
  #expect(parents == Array(repeating: "m1", count: messages.count))
}

@Test func resultCarriesCountAndData() throws {
  let kernel = MemoryKernel()
  _ = try kernel.execute("echo 1")
  let result = try kernel.execute("echo 2").first { $0.type == "execute_result" }
  #expect(
    result?.content
      == ["execution_count": 2, "data": ["text/plain": "2"], "metadata": [:]]
  )
}

@Test func silentCellPublishesOnlyItsState() throws {
  let kernel = MemoryKernel()
  let messages = try kernel.execute("print a\nshow b\necho 1", ["silent": true])
  #expect(types(messages) == ["status", "execute_reply", "status"])
  let failed = try kernel.execute("nonsense", ["silent": true])
  #expect(types(failed) == ["status", "execute_reply", "status"])
}

@Test func countRisesOnlyWithHistory() throws {
  let kernel = MemoryKernel()
  let counts = try [
    kernel.execute("echo 1"), kernel.execute("echo 1", ["store_history": false]),
    kernel.execute("echo 1", ["silent": true]), kernel.execute("  \n"), kernel.execute("echo 1"),
  ].map { $0.first { $0.type == "execute_reply" }?.content["execution_count"] }
  #expect(counts == [1, 1, 1, 1, 2])
}

@Test func cellsWithoutHistoryHaveLabelsOfTheirOwn() throws {
  let kernel = MemoryKernel()
  let labels = try [
    kernel.execute("label"), kernel.execute("label", ["store_history": false]),
    kernel.execute(" ", ["store_history": false]),
    kernel.execute("label", ["store_history": false]), kernel.execute("label"),
  ].compactMap { $0.first { $0.type == "execute_result" }?.content["data"]?["text/plain"] }
  #expect(labels == ["1", "2", "3", "2"])
}

@Test func errorIsPublishedAndReplied() throws {
  let messages = try MemoryKernel().execute("nonsense")
  let error = try #require(messages.first { $0.type == "error" })
  let reply = try #require(messages.first { $0.type == "execute_reply" })
  #expect(error.content["ename"] == "EchoError")
  #expect(reply.content["status"] == "error")
  #expect(reply.content["traceback"] == error.content["traceback"])
}

@Test func userExpressionsAreEvaluatedOneByOne() throws {
  let messages = try MemoryKernel().execute(
    "echo 1",
    ["user_expressions": ["a": "x", "b": "bad"]]
  )
  let values = messages.first { $0.type == "execute_reply" }?.content["user_expressions"]
  #expect(values?["a"] == ["status": "ok", "data": ["text/plain": "x"], "metadata": [:]])
  #expect(values?["b"]?["status"] == "error")
}

@Test func pagesTravelInThePayload() throws {
  let reply = try MemoryKernel().execute("page help").first { $0.type == "execute_reply" }
  #expect(
    reply?.content["payload"]
      == [["source": "page", "data": ["text/plain": "help"], "start": 0]]
  )
}

@Test func queuedCellsAreAbortedAfterAFailure() throws {
  let kernel = MemoryKernel(queued: 2)
  _ = try kernel.execute("nonsense")
  let aborted = try kernel.execute("print never")
  #expect(types(aborted) == ["status", "execute_reply", "status"])
  #expect(aborted[1].content == ["status": "aborted"])
  #expect(types(try kernel.execute("print later")).contains("stream"))
}

@Test func nothingIsAbortedWithoutStopOnError() throws {
  let kernel = MemoryKernel(queued: 2)
  _ = try kernel.execute("nonsense", ["stop_on_error": false])
  #expect(types(try kernel.execute("print runs")).contains("stream"))
}

@Test func inputIsRefusedWhereTheFrontEndCannotAsk() throws {
  let messages = try MemoryKernel().execute("ask name", ["allow_stdin": false])
  #expect(messages.first { $0.type == "error" }?.content["evalue"] == "notAllowed")
}

@Test func displaysHaveTheirIDs() throws {
  let messages = try MemoryKernel().execute("show a\nupdate a\nclear")
  #expect(messages.dropFirst(2).first?.content["transient"] == ["display_id": "a"])
  #expect(
    types(messages).dropFirst(2).prefix(3) == [
      "display_data", "update_display_data", "clear_output",
    ]
  )
}
