import Jupyter
import Kernel
import Testing

@Suite struct CellRecorderTests {
  private let recorder = CellRecorder()

  @Test func textsOfOneStreamAreOneOutput() {
    recorder.write("a\n", to: .standardOutput)
    recorder.write("b\n", to: .standardOutput)
    recorder.write("warning\n", to: .standardError)
    recorder.write("c\n", to: .standardOutput)
    finish()
    check([["stdout", "a\nb\n"], ["stderr", "warning\n"], ["stdout", "c\n"]])
  }

  @Test func valueComesAfterWhatWasPrinted() {
    recorder.write("a", to: .standardOutput)
    recorder.finish(.finished(result: shown("2")), executionCount: 7)
    check([["stdout", "a"], ["execute_result", "2"]])
    #expect(recorder.recorded[0]?.last?["execution_count"] == 7)
  }

  @Test func errorIsAnOutput() {
    let error = EngineError(name: "ShapeError", message: "no", traceback: ["line"])
    recorder.finish(.failed(error), executionCount: 1)
    check([["error", "no"]])
    #expect(recorder.recorded[0]?.last?["traceback"] == ["line"])
  }

  @Test func displayIsUpdatedWhereverItStands() {
    recorder.display(shown("1"), id: "loss")
    finish()
    recorder.begin(cell: 2)
    recorder.display(shown("2"), id: "loss")
    recorder.updateDisplay(shown("3"), id: "loss")
    recorder.updateDisplay(shown("4"), id: "unknown")
    finish()
    check([["display_data", "3"]])
    check([["display_data", "3"]], cell: 2)
  }

  @Test func clearingWaitsForTheNextOutput() {
    recorder.write("old", to: .standardOutput)
    recorder.clearOutput(waitsForNextOutput: true)
    recorder.write("new", to: .standardOutput)
    finish()
    check([["stdout", "new"]])
  }

  @Test func clearingWithoutAnythingNewClearsNothing() {
    recorder.write("old", to: .standardOutput)
    recorder.clearOutput(waitsForNextOutput: true)
    finish()
    check([["stdout", "old"]])
  }

  @Test func nobodyIsAsked() {
    #expect(throws: InputError.notAllowed) {
      try recorder.requestInput(prompt: "name? ", isPassword: false)
    }
  }

  private func finish() {
    recorder.finish(.finished(result: nil), executionCount: 1)
  }

  private func shown(_ text: String) -> MIMEData {
    MIMEData(["text/plain": .string(text)])
  }

  private func check(_ expected: [[String?]], cell: Int = 0) {
    let outputs = recorder.recorded[cell] ?? []
    let found = outputs.map { output in
      [
        output["name"]?.string ?? output["output_type"]?.string,
        output["text"]?.string ?? output["evalue"]?.string ?? output["data"]?["text/plain"]?.string,
      ]
    }
    #expect(found == expected)
  }
}
