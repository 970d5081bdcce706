/// `clear_output` on iopub: the cell's output goes away.
///
/// Protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html#clear-output
struct ClearOutput: PublishedContent {
  static let messageType = "clear_output"
  /// Whether to wait for the next output, so that a redrawn picture does not flicker.
  let wait: Bool
}
