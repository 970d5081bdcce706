import Display
import Interpreter
import Language

/// Keeps what a cell writes, for tests that look at it.
final class OutputRecorder: OutputSink {
  private(set) var printed = ""
  private(set) var remarks = ""
  private(set) var displays: [MIMEBundle] = []
  var input = ""

  func write(_ text: String, to stream: Interpreter.Stream) {
    switch stream {
    case .standardOutput: printed += text
    case .standardError: remarks += text
    }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    displays.append(bundle)
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String { input }

  func run(_ code: String, in session: Session, named name: String = "In[1]") -> Outcome {
    (printed, remarks, displays) = ("", "", [])
    let result = session.execute(Source(name: name, text: code))
    return Outcome(result: result, printed: printed, remarks: remarks)
  }
}

/// What a cell came to, by channel.
struct Outcome {
  let result: CellResult
  let printed: String
  let remarks: String

  subscript(channel: ProgramCell.Channel) -> [String] {
    switch channel {
    case .shown: lines(result.display?.plainText ?? "")
    case .printed: lines(printed)
    case .error: result.diagnostics.map { "\($0.kind.rawValue): \($0.message)" }
    case .hint: result.diagnostics.compactMap(\.hint)
    case .label: result.diagnostics.compactMap(\.label)
    case .call: result.diagnostics.flatMap { $0.calls.map(\.function) }
    case .warning: remarks("warning: ")
    case .note: remarks("note: ")
    }
  }

  /// All that a person sees, top to bottom.
  var seen: String {
    let parts = [
      printed, remarks, result.display?.plainText ?? "",
      DiagnosticRenderer.plain(result.diagnostics),
    ]
    return parts.map { String($0.trimmingSuffix(while: \.isNewline)) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  private func remarks(_ heading: String) -> [String] {
    lines(remarks).filter { $0.hasPrefix(heading) }.map { String($0.dropFirst(heading.count)) }
  }
}

extension String {
  func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
