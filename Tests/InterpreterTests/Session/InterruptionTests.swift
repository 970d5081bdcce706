import Display
import Interpreter
import Language
import TensorCore
import Testing

@Suite struct InterruptionTests {
  @Test(
    arguments: [
      "while true { print(1) }",
      "for i in 0..<1000000000 { print(i) }",
      "f(n) = { print(n); f(n) }\nf(1)",
      "[{ print(i); i } for i in 0..<1000000000]",
      "iterate(x -> { print(x); x }, 0, 1000000000)",
    ]
  )
  func endsAnEndlessCell(_ code: String) {
    let interruption = Interruption()
    let sink = InterruptingSink(interruption)
    let session = Session(output: sink, interruption: interruption)
    let result = session.execute(Source(name: "In[1]", text: code))
    #expect(result.diagnostics.map(\.kind) == [.interrupted])
    interruption.clear()
    #expect(session.execute(Source(name: "In[2]", text: "1 + 1")).isSuccess)
  }
}

/// Interrupts the cell as soon as it prints.
private final class InterruptingSink: OutputSink {
  private let interruption: Interruption

  init(_ interruption: Interruption) {
    self.interruption = interruption
  }

  func write(_ text: String, to stream: Interpreter.Stream) { interruption.request() }
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {}
  func requestInput(prompt: String, isPassword: Bool) throws -> String { "" }
}
