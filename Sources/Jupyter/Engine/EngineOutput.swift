/// Where a running cell publishes: whatever it writes reaches the front ends before the cell's reply.
///
/// Used on the engine's thread only.
public protocol EngineOutput: AnyObject {
  /// Appends text to a stream; many small writes travel as few messages.
  func write(_ text: String, to stream: OutputStream)

  /// Shows a value below the cell; one with an `id` can be updated later, from any cell.
  func display(_ data: MIMEData, id: String?)

  /// Replaces every display with this id.
  func updateDisplay(_ data: MIMEData, id: String)

  /// Clears the cell's output, at once or just before the next output comes.
  func clearOutput(waitsForNextOutput: Bool)

  /// Asks the person at the front end that sent the cell for a line of text.
  func requestInput(prompt: String, isPassword: Bool) throws(InputError) -> String
}

/// The two text streams of a cell.
public enum OutputStream: String, Codable, CaseIterable, Sendable {
  case standardOutput = "stdout"
  case standardError = "stderr"
}

/// Why no input came.
public enum InputError: Error, Equatable, Sendable {
  /// The front end said that it cannot ask anyone (`allow_stdin` false).
  case notAllowed
  case interrupted
}

/// One thing to show in several forms, richest last or first as the engine likes; keys are MIME types without parameters.
///
/// `text/plain` is always expected. JSON MIME types carry JSON, every other type a string.
public struct MIMEData: Hashable, Sendable {
  public let data: JSONObject
  /// Hints by MIME type, such as `{"image/svg+xml": {"width": 300}}`.
  public let metadata: JSONObject

  public init(_ data: JSONObject, metadata: JSONObject = [:]) {
    self.data = data
    self.metadata = metadata
  }
}
