import Jupyter
import Synchronization

/// A toy language, which proves that the kernel knows none: a cell is lines of a verb and a text.
final class EchoEngine: LanguageEngine {
  /// Set from other threads to stop `spin`.
  final class Stop: Sendable {
    let isRequested = Atomic(false)
  }

  private let stop: Stop

  init(stop: Stop) { self.stop = stop }

  static func language() -> KernelLanguage {
    let stop = Stop()
    return KernelLanguage(
      info: LanguageDescription(
        implementation: "echo",
        implementationVersion: "1.0",
        banner: "Echo",
        languageInfo: LanguageInfo(
          name: "echo",
          version: "1.0",
          mimetype: "text/x-echo",
          fileExtension: ".echo"
        ),
        helpLinks: [HelpLink(text: "Echo", url: "https://example.org")]
      ),
      makeEngine: { EchoEngine(stop: stop) },
      interrupt: { stop.isRequested.store(true, ordering: .relaxed) },
      clearInterrupt: { stop.isRequested.store(false, ordering: .relaxed) }
    )
  }

  func execute(_ cell: Cell, output: any EngineOutput) -> CellOutcome {
    var result: MIMEData?
    var pages: [MIMEData] = []
    for line in cell.code.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard let verb = words.first else { continue }
      let text = words.count > 1 ? words[1] : ""
      switch verb {
      case "echo": result = plain(text)
      case "label": result = plain("\(cell.label)")
      case "page": pages.append(plain(text))
      default:
        if let error = perform(verb, text, output) { return .failed(error) }
      }
    }
    return .finished(result: result, pages: pages)
  }

  private func perform(_ verb: String, _ text: String, _ output: any EngineOutput) -> EngineError? {
    switch verb {
    case "print": output.write(text + "\n", to: .standardOutput)
    case "warn": output.write(text + "\n", to: .standardError)
    case "count": for n in 0..<(Int(text) ?? 0) { output.write("\(n)\n", to: .standardOutput) }
    case "flood":
      let megabyte = String(repeating: "x", count: 1 << 20)
      for _ in 0..<(Int(text) ?? 0) { output.write(megabyte, to: .standardOutput) }
    case "show": output.display(plain(text), id: text)
    case "update": output.updateDisplay(plain(text), id: text)
    case "clear": output.clearOutput(waitsForNextOutput: true)
    case "ask": return ask(text, output)
    case "spin":
      while !stop.isRequested.load(ordering: .relaxed) {}
      return error("Interrupted", "stopped")
    default: return error("EchoError", "unknown verb \(verb)")
    }
    return nil
  }

  private func ask(_ prompt: String, _ output: any EngineOutput) -> EngineError? {
    do throws(InputError) {
      let answer = try output.requestInput(prompt: prompt, isPassword: false)
      output.write("answer: \(answer)\n", to: .standardOutput)
      return nil
    } catch {
      return self.error("InputError", "\(error)")
    }
  }

  func evaluate(_ expression: String) -> Result<MIMEData, EngineError> {
    expression == "bad" ? .failure(error("EchoError", "bad")) : .success(plain(expression))
  }

  func complete(_ code: String, cursor: Int) -> CompletionList {
    CompletionList(
      start: 0,
      end: cursor,
      items: [
        CompletionList.Item(text: "echo", kind: "keyword"), .init(text: "∇", kind: "operator"),
      ]
    )
  }

  func inspect(_ code: String, cursor: Int, detail: InspectionDetail) -> MIMEData? {
    code.isEmpty ? nil : plain("\(code) at \(cursor), detail \(detail.rawValue)")
  }

  func completeness(of code: String) -> CodeCompleteness {
    code.hasSuffix("\\") ? .incomplete(indent: "  ") : .complete
  }

  private func plain(_ text: String) -> MIMEData { MIMEData(["text/plain": .string(text)]) }

  private func error(_ name: String, _ message: String) -> EngineError {
    EngineError(name: name, message: message, traceback: ["\u{1B}[31m\(name)\u{1B}[0m: \(message)"])
  }
}
