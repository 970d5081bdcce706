import Interpreter
import Testing

/// Every program under `Programs` does what the comments beside its lines say.
@Suite struct ProgramTests {
  @Test(arguments: ProgramFile.all)
  func doesWhatItsCommentsSay(_ file: ProgramFile) throws {
    let recorder = OutputRecorder()
    let session = Session(output: recorder, files: MemoryFiles(try file.fixtures()))
    for cell in try file.cells() {
      let outcome = recorder.run(cell.code, in: session)
      for difference in cell.differences(from: outcome) {
        Issue.record("\(file.path):\(cell.line): \(difference)")
      }
    }
  }
}
