import Display
import Interpreter
import Language

/// Shows what a program prints and draws as text in a terminal, or holds it back until it is its turn.
final class TerminalOutput: OutputSink {
  /// Bytes that wait to be written; a person who looks on sees every line at once.
  private static let bufferSize = 1 << 16

  private let input: TerminalInput?
  private var waiting = ""
  private var live = LiveLine()
  /// What is held back, in the order in which it came.
  private(set) var held: [(stream: Interpreter.Stream, text: String)] = []

  /// - Parameter input: Where answers come from; nil where several files run and each is shown at its end.
  init(input: TerminalInput?) {
    self.input = input
  }

  func write(_ text: String, to stream: Stream) {
    waiting += live.settled()
    switch stream {
    case .standardOutput:
      waiting += text
      if waiting.utf8.count >= Self.bufferSize || Terminal.output.isWatched { flush() }
    case .standardError:
      flush()
      emit(text, to: stream)
    }
  }

  func show(_ diagnostic: Diagnostic, wantsColours: Bool) {
    let text =
      wantsColours ? DiagnosticRenderer.ansi(diagnostic) : DiagnosticRenderer.plain(diagnostic)
    write(text + "\n", to: .standardError)
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    write(bundle.plainText + "\n", to: .standardOutput)
  }

  /// Rewrites one line while a person looks on; of what nobody watches, only the last frame is shown.
  func show(_ frame: LiveFrame) {
    let isWatched = input != nil && Terminal.output.isWatched
    waiting += live.text(for: frame, columns: isWatched ? Terminal.output.columns : nil)
    if isWatched { flush() }
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String {
    guard let input else {
      throw Diagnostic(.value, "there is nobody to ask while several files run at the same time")
    }
    write(prompt, to: .standardOutput)
    flush()
    return try input.line(isSecret: isPassword)
  }

  /// Ends a cell: shows where live outputs ended, and writes what waits.
  func finishCell() {
    waiting += live.settled()
    flush()
  }

  private func flush() {
    guard !waiting.isEmpty else { return }
    emit(waiting, to: .standardOutput)
    waiting = ""
  }

  private func emit(_ text: String, to stream: Interpreter.Stream) {
    if input == nil { held.append((stream, text)) } else { stream.terminal.write(text) }
  }
}

extension Interpreter.Stream {
  var terminal: Terminal {
    switch self {
    case .standardOutput: .output
    case .standardError: .errors
    }
  }
}
