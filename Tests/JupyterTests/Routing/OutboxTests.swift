import Jupyter
import Synchronization
import Testing

/// A clock that tests move.
private final class TestClock: Sendable {
  private let milliseconds = Atomic(0)
  func advance(_ amount: Int) { milliseconds.add(amount, ordering: .relaxed) }
  var seconds: Double { Double(milliseconds.load(ordering: .relaxed)) / 1000 }
}

private func texts(_ collection: Outbox.Collection) -> [String] {
  collection.items.compactMap {
    if case .message(let message) = $0 { message.content["text"]?.string } else { nil }
  }
}

@Test func firstTextLeavesAtOnceAndTheRestTogether() {
  let clock = TestClock()
  let outbox = Outbox(clock: { clock.seconds }, wake: {})
  outbox.write("a", to: .standardOutput, parent: [1])
  #expect(texts(outbox.collect()) == ["a"])
  for _ in 0..<1000 { outbox.write("b", to: .standardOutput, parent: [1]) }
  let early = outbox.collect()
  #expect(early.items.isEmpty)
  #expect(early.nextDue == 0.1)
  clock.advance(100)
  #expect(texts(outbox.collect()) == [String(repeating: "b", count: 1000)])
}

@Test func streamsAreCoalescedEachForItself() {
  let outbox = Outbox(clock: { 0 }, wake: {})
  for _ in 0..<3 {
    outbox.write("o", to: .standardOutput, parent: [1])
    outbox.write("e", to: .standardError, parent: [1])
  }
  #expect(texts(outbox.collect()) == ["ooo", "eee"])
}

@Test func waitingTextGoesBeforeOtherMessagesOfItsRequest() {
  let outbox = Outbox(clock: { 0 }, wake: {})
  outbox.write("first", to: .standardOutput, parent: [1])
  _ = outbox.collect()
  outbox.write("second", to: .standardOutput, parent: [1])
  let other = OutgoingMessage(
    channel: .iopub,
    identities: [],
    type: "status",
    parent: [2],
    content: [:]
  )
  outbox.post(other)
  #expect(texts(outbox.collect()).isEmpty)
  outbox.post(
    OutgoingMessage(channel: .shell, identities: [], type: "reply", parent: [1], content: [:])
  )
  let types = outbox.collect().items.map {
    if case .message(let message) = $0 { message.type } else { "" }
  }
  #expect(types == ["stream", "reply"])
}

@Test func collectorIsWokenOncePerCollection() {
  let wakes = Monitor(0)
  let outbox = Outbox(clock: { 0 }, wake: { wakes.update { $0 += 1 } })
  let message = OutgoingMessage(
    channel: .iopub,
    identities: [],
    type: "t",
    parent: [],
    content: [:]
  )
  for _ in 0..<5 { outbox.post(message) }
  #expect(wakes.withLock { $0 } == 1)
  #expect(outbox.collect().items.count == 5)
  outbox.post(message)
  #expect(wakes.withLock { $0 } == 2)
}

@Test func nothingLeavesAfterClosing() {
  let outbox = Outbox(clock: { 0 }, wake: {})
  outbox.close()
  outbox.write("late", to: .standardOutput, parent: [1])
  #expect(outbox.collect().isClosed)
  #expect(outbox.collect().items.isEmpty)
}

@Test func hugeOutputIsCutAndSaidSo() throws {
  let messages = try MemoryKernel().execute("flood 40")
  let printed = messages.filter { $0.content["name"] == "stdout" }
  #expect(printed.count == 1)
  let length = printed[0].content["text"]?.string?.utf8.count ?? 0
  #expect(length == 32 << 20)
  let notice = messages.first { $0.content["name"] == "stderr" }?.content["text"]?.string
  #expect(notice?.contains("more bytes of output cut") == true)
}
