public import Display

/// One frame of an output that is updated in place.
public struct LiveFrame {
  public enum Stage: Sendable {
    case first
    case next
    /// What stays, which holds no figure of the clock.
    case last
  }

  /// Frames of one output share it; no other output of the session has it.
  public let id: String
  public let stage: Stage
  public let report: ProgressReport
}
