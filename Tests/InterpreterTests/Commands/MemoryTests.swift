import Interpreter
import TensorCore
import Testing

/// `%memory`; the limit is the process's, so that nothing here makes it a smaller one.
struct MemoryTests {
  private let recorder = OutputRecorder()

  @Test(arguments: [
    ("2 GB", 2_000_000_000), ("500MB", 500_000_000), ("1.5 kb", 1500), ("4096 bytes", 4096),
    ("7 B", 7), ("0 GB", nil), ("2", nil), ("GB", nil), ("2 XB", nil), ("-1 GB", nil),
    ("1e3 MB", nil),
    ("99999999999999 TB", nil),
  ])
  func readsAmounts(text: String, bytes: Int?) {
    #expect(ByteText.bytes(text) == bytes)
  }

  @Test func limitIsShownAsSet() {
    let bytes = MemoryLimit.process.bytes
    let outcome = recorder.run("%memory \(bytes) bytes", in: Session(output: recorder))
    #expect(outcome.seen.hasSuffix(" of \(ByteText.text(bytes))"))
    #expect(MemoryLimit.process.bytes == bytes)
  }

  @Test func otherTextIsRefused() {
    let outcome = recorder.run("%memory lots", in: Session(output: recorder))
    #expect(outcome[.error] == ["ValueError: `%memory` needs an amount of memory, not \"lots\""])
    #expect(outcome[.hint] == ["write `%memory 2 GB`"])
  }
}
