/// What became of a file and its cells.
package struct FileReport: Sendable {
  package let path: String
  package var cells: [CellReport] = []
  /// Why the file could not be read or written.
  package var failure: String?

  package init(path: String) { self.path = path }

  package var outcome: RunOutcome {
    let worst = cells.map(\.verdict.outcome).max() ?? .succeeded
    return failure == nil ? worst : max(worst, .failed)
  }
}

/// What became of a cell.
package struct CellReport: Sendable {
  package enum Verdict: Equatable, Sendable {
    case passed
    /// Not run, with the reason.
    case skipped(String)
    /// The outputs are not the stored ones; how they differ.
    case differed(String)
    /// The error as a sentence, and as it is shown.
    case failed(message: String, text: String)
    case interrupted

    var outcome: RunOutcome {
      switch self {
      case .passed, .skipped: .succeeded
      case .differed: .differed
      case .failed: .failed
      case .interrupted: .interrupted
      }
    }
  }

  package let title: String
  package var verdict: Verdict
  package let seconds: Double

  package init(title: String, verdict: Verdict, seconds: Double = 0) {
    self.title = title
    self.verdict = verdict
    self.seconds = seconds
  }
}
