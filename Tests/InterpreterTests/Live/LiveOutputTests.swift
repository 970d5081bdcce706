import Display
import Interpreter
import Language
import Testing

@Suite struct LiveOutputTests {
  @Test func clockThatStandsStillGivesFirstAndLastFrame() {
    let frames = frames(of: "for i in progress(0..<5) { i }", secondsPerLook: 0)
    #expect(frames.map(\.stage) == [.first, .last])
    #expect(frames.last?.report.title == "5 of 5")
  }

  @Test func framesComeTenTimesASecondAtMost() {
    // Two looks at the clock for each frame, one for every row: a second for the whole loop.
    let frames = frames(of: "for i in progress(0..<1000) { i }", secondsPerLook: 0.001)
    #expect((7...11).contains(frames.count))
  }

  @Test func drawingTakesOnlyASmallPartOfTheTime() {
    // To draw takes 10 ms by this clock, so that 1 s has to pass until the next frame.
    let frames = frames(of: "for i in progress(0..<1000) { i }", secondsPerLook: 0.01)
    #expect((8...13).contains(frames.count))
  }

  @Test func lastFrameHoldsNoFigureOfTheClock() {
    let frames = frames(of: "for i in progress(0..<500) { i }", secondsPerLook: 0.003)
    #expect(frames.dropFirst().dropLast().allSatisfy { $0.report.pace != nil })
    #expect(frames.last?.report.pace == nil)
  }

  @Test(arguments: [
    ("for i in progress(0..<10) { if i == 3 { break } }", "4 of 10"),
    ("for i in progress(0..<10) { 1 @ i }", "1 of 10"),
    ("for i in progress(()) { i }", "0 of 0"),
    ("for x in progress([[1, 2], [3, 4]], label=\"row\") { x }", "row 2 of 2"),
    ("[i for i in progress(1...3)]", "3 of 3"), ("map(x -> x, progress(1...3))", "3 of 3"),
    ("fold((a, x) -> a + x, 0, progress(1...3))", "3 of 3"),
    ("f() = { for i in progress(0..<9) { return i } }; f()", "1 of 9"),
  ])
  func saysHowFarALoopCame(code: String, title: String) {
    #expect(frames(of: code, secondsPerLook: 0).last?.report.title == title)
  }

  @Test func drawsWhatAFunctionGives() throws {
    let code = "n = 0; for i in progress(0..<500, show=() -> plot([0, n])) { n = i }"
    let frames = frames(of: code, secondsPerLook: 0.003)
    #expect(frames.first?.report.detail == nil)
    #expect(frames.dropFirst().allSatisfy { $0.report.detail != nil })
    #expect(frames.last?.report.bundle[.html]?.contains("<svg") == true)
  }

  @Test func everyOutputHasAnIdOfItsOwn() {
    let code = "for i in progress(0..<2) { for j in progress(0..<2) { j } }"
    #expect(Set(frames(of: code, secondsPerLook: 0).map(\.id)).count == 3)
  }

  private func frames(of code: String, secondsPerLook: Double) -> [LiveFrame] {
    let sink = FrameRecorder()
    var now = 0.0
    let session = Session(
      output: sink,
      clock: {
        now += secondsPerLook
        return now
      }
    )
    _ = session.execute(Source(name: "In[1]", text: code))
    return sink.frames
  }
}

/// Keeps the frames of live outputs.
private final class FrameRecorder: OutputSink {
  private(set) var frames: [LiveFrame] = []

  func write(_ text: String, to stream: Interpreter.Stream) {}
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {}
  func show(_ frame: LiveFrame) { frames.append(frame) }
  func requestInput(prompt: String, isPassword: Bool) throws -> String { "" }
}
