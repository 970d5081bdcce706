import Display
import Interpreter
import Language
import TensorCore
import Testing

@Suite struct TrainingRunTests {
  @Test func interruptionKeepsModelAndHistory() {
    let interruption = Interruption()
    let sink = FrameWatcher { number in if number == 4 { interruption.request() } }
    let session = ticking(sink, interruption)
    session.run("m = dense(1, 1); x = rand(8, 1)")
    let outcome = session.run("h = train(m, (x, x), epochs=1000000)")
    #expect(outcome.diagnostics.map(\.kind) == [.interrupted])
    #expect(outcome.diagnostics.first?.hint?.contains("the last one finished") == true)
    #expect(sink.frames.last?.report.remark.contains("interrupted") == true)
    interruption.clear()
    let history = session.run("(h.ending, size(h.batch_loss) > 0, size(h.loss) < 1000000)")
    #expect(history.display?.plainText == "(\"interrupted\", true, true)")
    // The history ends where the model is: one more step has the loss of the model as it is.
    let goesOn = session.run(
      "L = mse(m(x), x); h2 = train(m, (x, x), epochs=1, show=false); h2.loss[0] == value(L)"
    )
    #expect(goesOn.display?.plainText == "true")
  }

  @Test func nothingIsShownWithoutShow() {
    let sink = FrameWatcher()
    ticking(sink).run("h = train(dense(1, 1), (rand(8, 1), rand(8, 1)), show=false)")
    #expect(sink.frames.isEmpty)
    #expect(sink.displays == 0)
  }

  @Test func curveStaysWhereTheHistoryIsNotShown() throws {
    let sink = FrameWatcher()
    ticking(sink).run("h = train(dense(1, 1), (rand(8, 1), rand(8, 1)));")
    let last = try #require(sink.frames.last)
    #expect(last.stage == .last)
    #expect(last.report.pace == nil)
    #expect(last.report.bundle[.html]?.contains("<svg") == true)
  }

  @Test func historyTakesTheCurveOver() throws {
    let sink = FrameWatcher()
    let result = ticking(sink).run("h = train(dense(1, 1), (rand(8, 1), rand(8, 1)))")
    #expect(sink.frames.last?.report.detail == nil)
    #expect(result.display?[.html]?.contains("<svg") == true)
    #expect(result.display?[.html]?.contains("<table") == true)
  }

  @Test func framesSayWhereTheRunIs() throws {
    let sink = FrameWatcher()
    ticking(sink).run("h = train(dense(1, 1), (rand(64, 1), rand(64, 1)), epochs=300, batch=16)")
    #expect(sink.frames.first?.report.title == "epoch 0 of 300")
    let next = try #require(sink.frames.dropFirst(2).first?.report)
    #expect(next.title.hasPrefix("epoch ") && next.title.contains("batch "))
    #expect(next.figures.first?.hasPrefix("loss ") == true)
    #expect(next.pace != nil)
    #expect(sink.frames.last?.report.title == "300 of 300 epochs")
  }

  @Test func historyIsTheSameWhateverTheClockSays() {
    let code = "h = train(dense(1, 1), (rand(64, 1), rand(64, 1)), epochs=3, metrics=r2)"
    let still = Session(output: FrameWatcher()).run(code).display
    let ticking = ticking(FrameWatcher()).run(code).display
    #expect(still?.plainText == ticking?.plainText)
    #expect(still?[.html] == ticking?[.html])
  }

  @Test func metricThatFailsLaterLosesNothing() {
    let session = Session(output: FrameWatcher())
    session.run("m = dense(1, 1); x = rand(8, 1); W = value(m.W); n = param(0)")
    let result = session.run(
      "h = train(m, (x, x), show=false, metrics=(p, y) -> { n += 1; if n > 2 { inv(zeros(2, 2)) }; 1 })"
    )
    #expect(!result.isSuccess)
    #expect(session.run("all(m.W == W)").display?.plainText == "false")
  }

  private func ticking(
    _ sink: FrameWatcher,
    _ interruption: Interruption = Interruption()
  ) -> Session {
    var now = 0.0
    return Session(
      output: sink,
      interruption: interruption,
      clock: {
        now += 0.001
        return now
      }
    )
  }
}

extension Session {
  @discardableResult
  fileprivate func run(_ code: String) -> CellResult {
    execute(Source(name: "In[1]", text: code))
  }
}

/// Keeps frames and counts displays.
private final class FrameWatcher: OutputSink {
  private(set) var frames: [LiveFrame] = []
  private(set) var displays = 0
  private let onFrame: (Int) -> Void

  init(_ onFrame: @escaping (Int) -> Void = { _ in }) {
    self.onFrame = onFrame
  }

  func write(_ text: String, to stream: Interpreter.Stream) {}
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) { displays += 1 }

  func show(_ frame: LiveFrame) {
    frames.append(frame)
    onFrame(frames.count)
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String { "" }
}
