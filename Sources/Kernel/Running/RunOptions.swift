/// What `adjoint run` is asked to do with its files.
public struct RunOptions: Sendable {
  /// Where an executed notebook goes.
  public enum Destination: Equatable, Sendable {
    /// Nowhere: its outputs are shown in the terminal.
    case terminal
    /// Back into its file.
    case inPlace
    /// Into another file; `-` is the standard output.
    case file(String)
  }

  public let paths: [String]
  public let destination: Destination
  /// How far numbers may be from those in the stored outputs; nil where outputs are not compared.
  public let tolerance: Double?
  public let allowsErrors: Bool
  /// How many files run at the same time.
  public let jobs: Int
  /// Where the report for a CI server goes; nil for none.
  public let report: String?

  public init(
    paths: [String],
    destination: Destination = .terminal,
    tolerance: Double? = nil,
    allowsErrors: Bool = false,
    jobs: Int = 1,
    report: String? = nil
  ) {
    self.paths = paths
    self.destination = destination
    self.tolerance = tolerance
    self.allowsErrors = allowsErrors
    self.jobs = jobs
    self.report = report
  }

  /// Whether outputs are kept as a notebook holds them, rather than shown as text.
  var recordsOutputs: Bool { destination != .terminal || tolerance != nil }
}

/// How running files ended.
public enum RunOutcome: Comparable, Sendable {
  case succeeded
  /// Outputs are not what the file says.
  case differed
  /// A cell failed, or a file is no program or notebook, or a result could not be written.
  case failed
  /// A file that was named cannot be opened; nothing was run.
  case missingFile
  case interrupted
}
