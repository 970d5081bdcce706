import Jupyter
import Testing

@Suite(.serialized) struct RealSockets {
  @Test func everySubscriberIsWelcomed() throws {
    let frontend = try TestFrontend()
    try frontend.iopub.set(.subscribe, to: Array("stream".utf8))
    var subscriptions: [JSONValue?] = []
    while subscriptions.count < 2, let message = try frontend.receive(frontend.iopub) {
      if message.type == "iopub_welcome" { subscriptions.append(message.content["subscription"]) }
    }
    #expect(subscriptions == ["", "stream"])
  }

  @Test func heartbeatEchoesBytes() throws {
    let frontend = try TestFrontend()
    try frontend.heartbeat.send([[0, 255, 7]])
    #expect(frontend.heartbeat.receive(waits: true) == .frames([[0, 255, 7]]))
  }

  @Test func cellRunsOverSockets() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    let id = try frontend.execute("print hello\necho 2")
    let reply = try frontend.receive(frontend.shell)
    #expect(reply?.content["status"] == "ok")
    #expect(
      try frontend.published(for: id).map(\.type)
        == ["status", "execute_input", "stream", "execute_result", "status"]
    )
  }

  @Test func hundredThousandLinesArriveInFewMessages() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    let streams = try frontend.published(for: frontend.execute("count 100000"))
      .filter { $0.type == "stream" }
    let text = streams.compactMap { $0.content["text"]?.string }.joined()
    #expect(text.split(separator: "\n").count == 100_000)
    #expect(streams.count <= 50)
  }

  @Test func controlAnswersAndInterruptsWhileACellRuns() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    let id = try frontend.execute("spin")
    while let message = try frontend.receive(frontend.iopub), message.parentID != id {}
    try frontend.send("kernel_info_request", on: frontend.control)
    #expect(try frontend.receive(frontend.control)?.type == "kernel_info_reply")
    try frontend.send("interrupt_request", on: frontend.control)
    #expect(try frontend.receive(frontend.control)?.content == ["status": "ok"])
    #expect(try frontend.receive(frontend.shell)?.content["ename"] == "Interrupted")
  }

  @Test func idleInterruptDoesNothing() throws {
    let frontend = try TestFrontend()
    try frontend.send("interrupt_request", on: frontend.control)
    _ = try frontend.receive(frontend.control)
    try frontend.execute("echo 1")
    #expect(try frontend.receive(frontend.shell)?.content["status"] == "ok")
  }

  @Test func cellsQueuedBehindAFailureAreAborted() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    let id = try frontend.execute("spin")
    for _ in 0..<3 { try frontend.execute("echo 1") }
    while let message = try frontend.receive(frontend.iopub), message.parentID != id {}
    try frontend.send("interrupt_request", on: frontend.control)
    let states = try (0..<4).map { _ in try frontend.receive(frontend.shell)?.content["status"] }
    #expect(states == ["error", "aborted", "aborted", "aborted"])
    try frontend.execute("echo 2")
    #expect(try frontend.receive(frontend.shell)?.content["status"] == "ok")
  }

  @Test func inputComesFromTheRequesterAndStaleAnswersAreDropped() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    try frontend.send("input_reply", ["value": "stale"], on: frontend.stdin)
    frontend.log.waitForLine(containing: "nobody waits")
    let id = try frontend.execute("ask name?", ["allow_stdin": true])
    let question = try frontend.receive(frontend.stdin)
    #expect(question?.type == "input_request")
    #expect(question?.content == ["prompt": "name?", "password": false])
    #expect(question?.parentID == id)
    try frontend.send("input_reply", ["value": "fresh"], on: frontend.stdin)
    let stream = try frontend.published(for: id).first { $0.type == "stream" }
    #expect(stream?.content["text"] == "answer: fresh\n")
  }

  @Test func waitingForInputCanBeInterrupted() throws {
    let frontend = try TestFrontend()
    try frontend.execute("ask name?", ["allow_stdin": true])
    _ = try frontend.receive(frontend.stdin)
    try frontend.send("interrupt_request", on: frontend.control)
    #expect(try frontend.receive(frontend.shell)?.content["evalue"] == "interrupted")
  }

  @Test func shutdownIsAnsweredAndEndsEvenARunningCell() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    let id = try frontend.execute("spin")
    while let message = try frontend.receive(frontend.iopub), message.parentID != id {}
    let shutdown = try frontend.send("shutdown_request", ["restart": false], on: frontend.control)
    #expect(
      try frontend.receive(frontend.control)?.content == ["status": "ok", "restart": false]
    )
    #expect(
      try frontend.published(for: shutdown).map(\.type) == ["status", "shutdown_reply", "status"]
    )
    frontend.waitForEnd()
  }

  @Test func inputOfAnotherFrontEndIsNotTaken() throws {
    let frontend = try TestFrontend()
    try frontend.awaitWelcome()
    let other = try frontend.connect(.dealer, to: "stdin")
    defer { other.close() }
    let id = try frontend.execute("ask name?", ["allow_stdin": true])
    _ = try frontend.receive(frontend.stdin)
    try frontend.send("input_reply", ["value": "wrong"], on: other)
    try frontend.send("input_reply", ["value": "right"], on: frontend.stdin)
    let stream = try frontend.published(for: id).first { $0.type == "stream" }
    #expect(stream?.content["text"] == "answer: right\n")
  }

  @Test func reconnectingFrontEndTakesOverItsIdentity() throws {
    let frontend = try TestFrontend()
    try frontend.execute("echo 1")
    #expect(try frontend.receive(frontend.shell)?.content["status"] == "ok")
    let again = try frontend.connect(.dealer, to: "shell", identity: "front")
    defer { again.close() }
    try frontend.send("kernel_info_request", on: again)
    #expect(try frontend.receive(again)?.type == "kernel_info_reply")
  }
}
