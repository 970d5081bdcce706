import Display
import Interpreter
import Jupyter
import Language
import TensorCore

/// One way to run the cells of a file, in one session, on one thread.
protocol CellRunner: AnyObject {
  var interruption: Interruption { get }

  /// Runs a cell and gives the error that ended it, if one did.
  func run(_ cell: RunnableCell) -> CellFailure?
}

/// Why a cell failed: as a sentence, and as a person reads it in a terminal.
struct CellFailure {
  let message: String
  let text: String
}

/// Shows what cells print and draw, and their errors, as text.
final class ShowingRunner: CellRunner {
  private let session: Session
  private let output: TerminalOutput
  private let wantsColours: Bool

  init(output: TerminalOutput, folder: WorkingFolder, wantsColours: Bool) {
    self.output = output
    self.wantsColours = wantsColours
    session = Session(
      output: output,
      files: folder,
      clock: monotonicSeconds,
      stackSize: KernelServer.engineStackSize
    )
  }

  var interruption: Interruption { session.interruption }

  func run(_ cell: RunnableCell) -> CellFailure? {
    let result = session.execute(cell.source)
    if let display = result.display { output.display(display, id: nil, isUpdate: false) }
    output.finishCell()
    guard let first = result.diagnostics.first else { return nil }
    for diagnostic in result.diagnostics { output.show(diagnostic, wantsColours: wantsColours) }
    return CellFailure(
      message: "\(first.kind.rawValue): \(first.message)",
      text: DiagnosticRenderer.plain(result.diagnostics)
    )
  }
}

/// Keeps what cells give as the kernel would send it.
final class RecordingRunner: CellRunner {
  let interruption = Interruption()
  let recorder = CellRecorder()
  private let engine: KernelEngine

  init(folder: WorkingFolder) {
    engine = KernelEngine(
      interruption: interruption,
      stackSize: KernelServer.engineStackSize,
      files: folder
    )
  }

  func run(_ cell: RunnableCell) -> CellFailure? {
    recorder.begin(cell: cell.position)
    let outcome = engine.execute(
      Cell(code: cell.source.text, number: cell.number, isSilent: false),
      output: recorder
    )
    recorder.finish(outcome, executionCount: cell.number)
    guard case .failed(let error) = outcome else { return nil }
    return CellFailure(
      message: "\(error.name): \(error.message)",
      text: error.traceback.joined(separator: "\n")
    )
  }
}
