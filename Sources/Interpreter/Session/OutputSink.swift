import Autodiff
public import Display

/// Where a running cell writes: a front end, a terminal, or a test that looks.
public protocol OutputSink: AnyObject {
  func write(_ text: String, to stream: Stream)
  /// Shows a value beside what is printed; one with an id can be replaced later.
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool)
  /// Shows a frame of an output that is updated in place.
  func show(_ frame: LiveFrame)
  /// Takes away what the cell has shown so far, as soon as something new is shown.
  func clear()
  /// Asks the user for a line of text.
  func requestInput(prompt: String, isPassword: Bool) throws -> String
}

extension OutputSink {
  /// What is printed on a terminal or kept by a test stays.
  public func clear() {}

  /// The first frame is a display, those that follow take its place.
  public func show(_ frame: LiveFrame) {
    display(frame.report.bundle, id: frame.id, isUpdate: frame.stage != .first)
  }
}

/// Takes no notice of what is written.
final class DiscardedOutput: OutputSink {
  func write(_ text: String, to stream: Stream) {}
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {}

  func requestInput(prompt: String, isPassword: Bool) throws -> String { throw RecordingRefused() }
}

/// The two streams of text that a cell writes.
public enum Stream: Sendable {
  case standardOutput
  case standardError
}
