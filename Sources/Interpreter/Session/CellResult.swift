public import Display
public import Language

/// What running a cell came to.
public struct CellResult {
  /// What the cell shows; nil where its last statement has nothing to show.
  public let display: MIMEBundle?
  /// All syntax errors, or the one error that ended the run.
  public let diagnostics: [Diagnostic]

  public var isSuccess: Bool { diagnostics.isEmpty }
}
