/// Publishes what one cell writes and shows, up to a limit of text.
final class CellOutput: EngineOutput {
  /// Bytes of text that a cell may print; the rest is counted, not sent.
  static let textLimit = 32 << 20

  private let exchange: Exchange
  private let inputDesk: InputDesk
  private let isSilent: Bool
  private let allowsInput: Bool
  private var writtenBytes = 0
  private var cutBytes = 0

  init(_ exchange: Exchange, inputDesk: InputDesk, isSilent: Bool, allowsInput: Bool) {
    self.exchange = exchange
    self.inputDesk = inputDesk
    self.isSilent = isSilent
    self.allowsInput = allowsInput
  }

  func write(_ text: String, to stream: OutputStream) {
    guard !isSilent else { return }
    writtenBytes += text.utf8.count
    guard writtenBytes <= CellOutput.textLimit else {
      cutBytes += text.utf8.count
      return
    }
    exchange.outbox.write(text, to: stream, parent: exchange.parent)
  }

  func display(_ data: MIMEData, id: String?) {
    guard !isSilent else { return }
    exchange.publish(DisplayData(data, id: id))
  }

  func updateDisplay(_ data: MIMEData, id: String) {
    guard !isSilent else { return }
    exchange.publish(UpdateDisplayData(data, id: id))
  }

  func clearOutput(waitsForNextOutput: Bool) {
    guard !isSilent else { return }
    exchange.publish(ClearOutput(wait: waitsForNextOutput))
  }

  func requestInput(prompt: String, isPassword: Bool) throws(InputError) -> String {
    guard allowsInput else { throw .notAllowed }
    return try inputDesk.ask(InputRequest(prompt: prompt, password: isPassword), in: exchange)
  }

  /// Says how much was cut, if anything.
  func finish() {
    guard cutBytes > 0 else { return }
    exchange.outbox.write(
      "\n[\(cutBytes) more bytes of output cut: a cell may print \(CellOutput.textLimit >> 20) MB]\n",
      to: .standardError,
      parent: exchange.parent
    )
  }
}
