import Display
import Interpreter
import Jupyter
import Language

/// What the session writes to: the output of the cell that runs, and nothing between cells.
final class CellSink: OutputSink {
  private var output: (any EngineOutput)?

  func running<Result>(_ output: any EngineOutput, _ body: () -> Result) -> Result {
    self.output = output
    defer { self.output = nil }
    return body()
  }

  func write(_ text: String, to stream: Interpreter.Stream) {
    switch stream {
    case .standardOutput: output?.write(text, to: .standardOutput)
    case .standardError: output?.write(text, to: .standardError)
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    if isUpdate, let id {
      output?.updateDisplay(MIMEData(bundle), id: id)
    } else {
      output?.display(MIMEData(bundle), id: id)
    }
  }

  func clear() {
    output?.clearOutput(waitsForNextOutput: true)
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String {
    do throws(InputError) {
      guard let output else { throw .notAllowed }
      return try output.requestInput(prompt: prompt, isPassword: isPassword)
    } catch {
      throw Diagnostic(error)
    }
  }
}

extension Diagnostic {
  fileprivate init(_ error: InputError) {
    switch error {
    case .notAllowed:
      self.init(
        .value,
        "this front end cannot ask for input",
        hint: "assign the value to a name in the cell instead"
      )
    case .interrupted: self.init(.interrupted, "interrupted while waiting for input")
    }
  }
}
