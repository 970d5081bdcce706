import Display

/// The sink of a session, and how often something was written to it or asked of it.
///
/// Whoever wants to know whether a function did more than compute compares the counts.
final class CountedOutput: OutputSink {
  private let sink: any OutputSink
  private(set) var count = 0

  init(_ sink: any OutputSink) { self.sink = sink }

  func write(_ text: String, to stream: Stream) {
    count += 1
    sink.write(text, to: stream)
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    count += 1
    sink.display(bundle, id: id, isUpdate: isUpdate)
  }

  func show(_ frame: LiveFrame) {
    count += 1
    sink.show(frame)
  }

  func clear() {
    count += 1
    sink.clear()
  }

  func requestInput(prompt: String, isPassword: Bool) throws -> String {
    count += 1
    return try sink.requestInput(prompt: prompt, isPassword: isPassword)
  }
}
