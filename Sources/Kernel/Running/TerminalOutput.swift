import Display
import Interpreter
import Language

/// Shows what a program prints and draws as text in a terminal.
final class TerminalOutput: OutputSink {
  /// Bytes that wait to be written; a person who looks on sees every line at once.
  private static let bufferSize = 1 << 16

  private let input: TerminalInput
  private var waiting = ""
  /// The newest frame of every display that was updated, in the order of the first update.
  private var frames: [(id: String, text: String)] = []

  init(input: TerminalInput) {
    self.input = input
  }

  func write(_ text: String, to stream: Stream) {
    switch stream {
    case .standardOutput:
      waiting += text
      if waiting.utf8.count >= Self.bufferSize || Terminal.output.isWatched { flush() }
    case .standardError:
      flush()
      Terminal.errors.write(text)
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    guard isUpdate, let id else {
      write(bundle.plainText + "\n", to: .standardOutput)
      return
    }
    if let position = frames.firstIndex(where: { $0.id == id }) {
      frames[position].text = bundle.plainText
    } else {
      frames.append((id, bundle.plainText))
    }
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String {
    write(prompt, to: .standardOutput)
    flush()
    return try input.line(isSecret: isPassword)
  }

  /// Ends a cell: shows where live displays ended, and writes what waits.
  func finishCell() {
    for frame in frames { write(frame.text + "\n", to: .standardOutput) }
    frames = []
    flush()
  }

  private func flush() {
    guard !waiting.isEmpty else { return }
    Terminal.output.write(waiting)
    waiting = ""
  }
}
