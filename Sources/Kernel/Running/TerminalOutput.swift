import Display
import Interpreter
import Language

/// Shows what a program prints and draws as text in a terminal, or holds it back until it is its turn.
final class TerminalOutput: OutputSink {
  /// Bytes that wait to be written; a person who looks on sees every line at once.
  private static let bufferSize = 1 << 16
  /// Goes back to the beginning of the line and erases it (ECMA-48).
  private static let emptyLine = "\r\u{1B}[K"

  private let input: TerminalInput?
  private var waiting = ""
  /// The frame in which a live output ended; it waits because it may yet shrink to its line.
  private var ended: LiveFrame?
  /// Whether a line that is rewritten stands on the terminal.
  private var hasLiveLine = false
  /// What is held back, in the order in which it came.
  private(set) var held: [(stream: Interpreter.Stream, text: String)] = []

  /// - Parameter input: Where answers come from; nil where several files run and each is shown at its end.
  init(input: TerminalInput?) {
    self.input = input
  }

  func write(_ text: String, to stream: Stream) {
    settleLiveOutput()
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
    if let ended, ended.id != frame.id { settleLiveOutput() }
    guard frame.stage != .last else {
      ended = frame
      return
    }
    guard input != nil, Terminal.output.isWatched else { return }
    flush()
    let line = String(frame.report.line.prefix(Terminal.output.columns - 1))
    Terminal.output.write(Self.emptyLine + line)
    hasLiveLine = true
  }

  /// Makes room for other text: takes the live line away and writes the last frame, if there is one.
  private func settleLiveOutput() {
    if hasLiveLine { Terminal.output.write(Self.emptyLine) }
    hasLiveLine = false
    guard let frame = ended else { return }
    ended = nil
    write(frame.report.bundle.plainText + "\n", to: .standardOutput)
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
    settleLiveOutput()
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
