import Display
import Language

/// A line of code run in a session of its own, which leaves names, files and random numbers of the user's alone.
struct ExampleRun {
  /// What it printed and showed; empty where it failed or asked for input.
  let output: String

  init(_ code: String, in context: Context) {
    let sink = ExampleSink()
    let session = Session(
      output: sink,
      files: MemoryFiles(),
      interruption: context.interruption,
      stackSize: Self.stackSize
    )
    let result = session.execute(Source(name: "example", text: code))
    guard result.isSuccess else {
      output = ""
      return
    }
    let shown = sink.text + (result.display?.plainText ?? "")
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.reversed().drop(while: \.isEmpty).reversed().prefix(Self.lineLimit)
    output = (kept + (lines.count > Self.lineLimit ? ["…"] : [])).joined(separator: "\n")
  }

  /// Plots of a console have 21 lines.
  private static let lineLimit = 24
  /// Help may be asked for with most of the stack in use; examples call little.
  private static let stackSize = 256 << 10
}

/// Keeps what an example prints.
private final class ExampleSink: OutputSink {
  private(set) var text = ""

  func write(_ text: String, to stream: Stream) {
    if case .standardOutput = stream { self.text += text }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    text += bundle.plainText + "\n"
  }

  func show(_ frame: LiveFrame) {
    if frame.stage == .last { display(frame.report.bundle, id: nil, isUpdate: false) }
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String {
    throw Diagnostic(.value, "an example cannot ask for input")
  }
}
