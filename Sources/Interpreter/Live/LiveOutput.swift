import Display

/// An output that something that takes a while keeps up to date.
///
/// A frame is drawn at most ten times a second, and never so often that drawing takes more than a hundredth of the time.
/// Both are measured by the session's clock; where that stands still, as in tests, only the first and the last
/// frame are shown.
final class LiveOutput {
  /// Seconds from one frame to the next, at least.
  private static let interval = 0.1
  /// How many times as long as drawing a frame takes it stays, at least.
  private static let patience = 100.0

  private let context: Context
  private let id: String
  private let start: Double
  private var due: Double
  private var isFirst = true

  init(in context: Context) {
    self.context = context
    id = context.nextLiveID()
    start = context.clock()
    due = -.infinity
  }

  /// Seconds since the output was made.
  var elapsed: Double { context.clock() - start }

  /// Shows a frame if it is time for one; `draw` is given the seconds since the output was made.
  func update(_ draw: (_ elapsed: Double) throws -> ProgressReport) rethrows {
    let now = context.clock()
    guard now >= due else { return }
    emit(try draw(now - start), isFirst ? .first : .next)
    let drawn = context.clock()
    due = drawn + max(Self.interval, Self.patience * (drawn - now))
  }

  /// Shows the frame that stays.
  func finish(_ report: ProgressReport) {
    emit(report, .last)
  }

  private func emit(_ report: ProgressReport, _ stage: LiveFrame.Stage) {
    // An output begins with a first frame, also where it ends at once.
    if isFirst, stage == .last { emit(report, .first) }
    isFirst = false
    context.output.show(LiveFrame(id: id, stage: stage, report: report))
  }
}

/// A live output that ended with a drawing which a value shows, too.
struct FinishedLive {
  private let output: LiveOutput
  private let report: ProgressReport
  private let value: AnyObject

  init(_ output: LiveOutput, _ report: ProgressReport, showing value: AnyObject) {
    self.output = output
    self.report = report
    self.value = value
  }

  /// Leaves the drawing to the value where the cell is about to show that.
  func makeRoom(for shown: Value) {
    guard case .object(let object) = shown, object as AnyObject === value else { return }
    output.finish(report.withoutDetail)
  }
}
