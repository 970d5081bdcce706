import Display
import Interpreter
import Jupyter
import Language

/// What the session writes to: the output of the cell that runs, and nothing between cells.
final class CellSink: OutputSink {
  private var output: (any EngineOutput)?
  /// In a console, where live outputs are shown.
  private var live: LiveLine?
  /// For a checker, which sees a display only as it first is.
  private var held: HeldDisplays?

  init(_ frontEnd: FrontEnd) {
    live = frontEnd == .console ? LiveLine() : nil
    held = frontEnd == .checker ? HeldDisplays() : nil
  }

  func running<Result>(_ output: any EngineOutput, _ body: () -> Result) -> Result {
    self.output = output
    defer {
      settleLiveLine()
      held?.settle(to: output)
      self.output = nil
    }
    return body()
  }

  private func settleLiveLine() {
    guard let text = live?.settled(), !text.isEmpty else { return }
    output?.write(text, to: .standardOutput)
  }

  /// Updates the display that the first frame made, or the line of a console.
  func show(_ frame: LiveFrame) {
    if let text = live?.text(for: frame, columns: Terminal.output.columns) {
      output?.write(text, to: .standardOutput)
    } else {
      display(frame.report.bundle, id: frame.id, isUpdate: frame.stage != .first)
    }
  }

  func write(_ text: String, to stream: Interpreter.Stream) {
    settleLiveLine()
    let stream = OutputStream(stream)
    if held?.isHolding == true {
      held?.write(text, to: stream)
    } else {
      output?.write(text, to: stream)
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    settleLiveLine()
    if held != nil, id != nil || held?.isHolding == true {
      held?.display(MIMEData(bundle), id: id)
    } else if isUpdate, let id {
      output?.updateDisplay(MIMEData(bundle), id: id)
    } else {
      output?.display(MIMEData(bundle), id: id)
    }
  }

  func clear() {
    held?.removeAll()
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

extension OutputStream {
  fileprivate init(_ stream: Interpreter.Stream) {
    switch stream {
    case .standardOutput: self = .standardOutput
    case .standardError: self = .standardError
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
