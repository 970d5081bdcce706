import Display
import Interpreter
import Jupyter
import Language
import TensorCore

/// The Adjoint language as a kernel uses it: the place where the two halves meet.
final class KernelEngine: LanguageEngine {
  private let session: Session
  private let sink: CellSink

  init(
    interruption: Interruption,
    stackSize: Int,
    files: WorkingFolder,
    frontEnd: FrontEnd = .notebook
  ) {
    sink = CellSink(frontEnd)
    session = Session(
      output: sink,
      files: files,
      interruption: interruption,
      clock: monotonicSeconds,
      stackSize: stackSize
    )
  }

  func execute(_ cell: Cell, output: any EngineOutput) -> CellOutcome {
    let source = Source(name: "In[\(cell.label)]", text: cell.code)
    let result = sink.running(output) { session.execute(source) }
    if let error = EngineError(result.diagnostics) { return .failed(error) }
    guard let shown = result.display.map(MIMEData.init) else { return .finished(result: nil) }
    return endsInHelp(source) ? .finished(result: nil, pages: [shown]) : .finished(result: shown)
  }

  func evaluate(_ expression: String) -> Result<MIMEData, EngineError> {
    let result = session.execute(Source(name: "expression", text: expression))
    if let error = EngineError(result.diagnostics) { return .failure(error) }
    return .success(result.display.map(MIMEData.init) ?? MIMEData(["text/plain": "none"]))
  }

  func completeness(of code: String) -> CodeCompleteness {
    switch Language.completeness(of: code) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent)
    case .invalid: .invalid
    case .unknown: .unknown
    }
  }

  func complete(_ code: String, cursor: Int) -> CompletionList {
    let found = session.complete(code, at: code.utf8Offset(ofCodePoint: cursor))
    return CompletionList(
      start: code.codePoint(atUTF8Offset: found.replaced.lower),
      end: code.codePoint(atUTF8Offset: found.replaced.upper),
      items: found.items.map {
        CompletionList.Item(text: $0.text, kind: $0.kind, signature: $0.signature)
      }
    )
  }

  func inspect(_ code: String, cursor: Int, detail: InspectionDetail) -> MIMEData? {
    let offset = code.utf8Offset(ofCodePoint: cursor)
    return session.inspect(code, at: offset).map(MIMEData.init)
  }

  /// Whether what a cell shows is documentation, which a front end opens in its pager.
  private func endsInHelp(_ source: Source) -> Bool {
    // Cells that hold no question mark are not read twice.
    guard source.text.contains("?") else { return false }
    if case .help = parse(source).program.statements.last?.kind { return true }
    return false
  }
}

extension EngineError {
  /// All that is wrong with a cell, nil where nothing is; the first mistake gives name and message.
  init?(_ diagnostics: [Diagnostic]) {
    guard let first = diagnostics.first else { return nil }
    self.init(
      name: first.kind.rawValue,
      message: first.message,
      traceback: diagnostics.map(DiagnosticRenderer.ansi)
    )
  }
}

extension MIMEData {
  init(_ bundle: MIMEBundle) {
    self.init(
      JSONObject(
        bundle.entries.map { entry in
          (entry.type.rawValue, entry.type == .json ? .json(entry.content) : .string(entry.content))
        }
      )
    )
  }
}

extension JSONValue {
  /// JSON travels as itself, not as a text.
  fileprivate static func json(_ text: String) -> JSONValue {
    (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
  }
}
