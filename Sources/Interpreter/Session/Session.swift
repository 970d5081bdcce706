import Autodiff
import Display
public import Language
public import TensorCore

/// The state of one notebook or program: its names, its graph, its random stream.
///
/// Used on one thread; only `interruption` is for others.
public final class Session {
  public let context: Context
  /// The files that `%run` is running, outermost first.
  var filesRunning: [String] = []

  /// Makes a fresh session, which may use `stackSize` bytes of its thread's stack.
  ///
  /// The clock counts seconds; with one that stands still, live outputs show their first and last frame only.
  public init(
    output: any OutputSink,
    files: any FileAccess = NoFiles(),
    interruption: Interruption = Interruption(),
    clock: @escaping () -> Double = { 0 },
    stackSize: Int = 4 << 20
  ) {
    context = Context(
      globals: Globals(builtins: BuiltinTable.values),
      interruption: interruption,
      output: output,
      files: files,
      clock: clock,
      stackSize: stackSize
    )
  }

  var files: any FileAccess { context.files }
  public var interruption: Interruption { context.interruption }

  /// Runs a cell; nothing that it does ends the session.
  public func execute(_ source: Source) -> CellResult {
    let (program, mistakes) = parse(source)
    guard mistakes.isEmpty else { return CellResult(display: nil, diagnostics: mistakes) }
    context.warnings.beginCell()
    context.replays.beginCell()
    context.trainingPlans.beginCell()
    context.recordedWrites.removeAll()
    context.finishedLives = []
    defer { context.forgetNonFinite() }
    do {
      let display = try interruption.governing { try run(program) }
      return CellResult(display: display, diagnostics: [])
    } catch {
      return CellResult(display: nil, diagnostics: [Session.diagnostic(error, in: source)])
    }
  }

  private static func diagnostic(_ error: any Error, in source: Source) -> Diagnostic {
    if let diagnostic = Diagnosis.diagnostic(error) { return diagnostic }
    return Diagnostic(.value, "\(error)", at: Location(source, Span(0, 0)))
  }
}
