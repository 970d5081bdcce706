public import Display

/// Where a running cell writes: a front end, a terminal, or a test that looks.
public protocol OutputSink: AnyObject {
  func write(_ text: String, to stream: Stream)
  /// Shows a value beside what is printed; one with an id can be replaced later.
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool)
  /// Takes away what the cell has shown so far, as soon as something new is shown.
  func clear()
  /// Asks the user for a line of text.
  func requestInput(prompt: String, isPassword: Bool) throws -> String
}

extension OutputSink {
  /// What is printed on a terminal or kept by a test stays.
  public func clear() {}
}

/// The two streams of text that a cell writes.
public enum Stream: Sendable {
  case standardOutput
  case standardError
}
