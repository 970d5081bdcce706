public import Display

/// Where a running cell writes: a front end, a terminal, or a test that looks.
public protocol OutputSink: AnyObject {
  func write(_ text: String, to stream: Stream)
  /// Shows a value beside what is printed; one with an id can be replaced later.
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool)
  /// Asks the user for a line of text.
  func requestInput(prompt: String, isPassword: Bool) throws -> String
}

/// The two streams of text that a cell writes.
public enum Stream: Sendable {
  case standardOutput
  case standardError
}
