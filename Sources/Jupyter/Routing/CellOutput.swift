/// Publishes what one cell writes and shows, up to a limit of text.
final class CellOutput: EngineOutput {
  private let exchange: Exchange
  private let inputDesk: InputDesk
  private let isSilent: Bool
  private let allowsInput: Bool
  private var allowance = TextAllowance()

  init(_ exchange: Exchange, inputDesk: InputDesk, isSilent: Bool, allowsInput: Bool) {
    self.exchange = exchange
    self.inputDesk = inputDesk
    self.isSilent = isSilent
    self.allowsInput = allowsInput
  }

  func write(_ text: String, to stream: OutputStream) {
    guard !isSilent, allowance.admits(text) else { return }
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
    guard let notice = allowance.notice else { return }
    exchange.outbox.write(notice, to: .standardError, parent: exchange.parent)
  }
}
