import Display

/// Rows handed to a loop one by one, with a bar that shows how many.
final class ProgressLoop: RowSource {
  private let rows: RowSequence
  private let label: String
  private let drawing: Function?
  private let context: Context
  private let live: LiveOutput
  private var started = 0

  init(_ rows: RowSequence, label: String, drawing: Function?, in context: Context) {
    self.rows = rows
    self.label = label
    self.drawing = drawing
    self.context = context
    live = LiveOutput(in: context)
  }

  var count: Int { rows.count }

  var looksAtNames: Bool { drawing != nil }

  func row(_ index: Int, in context: Context) throws -> Value {
    try live.update { elapsed in try report(done: index, elapsed: elapsed, isDrawn: index > 0) }
    started = index + 1
    return try rows.row(index, in: context)
  }

  /// Shows how far the loop came.
  func end() {
    rows.end()
    // A drawing that fails must not hide how the loop ended.
    let isDrawn = !context.interruption.isRequested && started > 0
    let last = try? report(done: started, elapsed: nil, isDrawn: isDrawn)
    live.finish(last ?? plainReport(done: started))
  }

  private func report(done: Int, elapsed: Double?, isDrawn: Bool) throws -> ProgressReport {
    plainReport(
      done: done,
      elapsed: elapsed,
      detail: isDrawn ? try drawing.map(context.drawing) : nil
    )
  }

  private func plainReport(
    done: Int,
    elapsed: Double? = nil,
    detail: (any Displayable)? = nil
  ) -> ProgressReport {
    let place = "\(done) of \(count)"
    return ProgressReport(
      label.isEmpty ? place : "\(label) \(place)",
      fraction: count == 0 ? 1 : Double(done) / Double(count),
      pace: elapsed.flatMap { Pace(done: done, of: count, elapsed: $0).shown },
      detail: detail
    )
  }
}

/// How fast a loop goes, once it has gone for a while.
struct Pace {
  let done: Int
  let count: Int
  let elapsed: Double

  init(done: Int, of count: Int, elapsed: Double) {
    self.done = done
    self.count = count
    self.elapsed = elapsed
  }

  /// nil before anything can be said.
  var shown: ProgressReport.Pace? {
    guard done > 0, elapsed > 0 else { return nil }
    let rate = Double(done) / elapsed
    return ProgressReport.Pace(rate: rate, secondsLeft: Double(count - done) / rate)
  }
}

/// What `progress` gives: rows whose loop is watched.
final class ProgressRows: LoopedObject {
  private let rows: Value
  private let label: String
  private let drawing: Function?

  init(_ rows: Value, label: String, drawing: Function?) {
    self.rows = rows
    self.label = label
    self.drawing = drawing
  }

  let typeName = "progress bar"

  func text(in context: Context) throws -> String {
    "progress(\(try context.bareText(of: rows)))"
  }

  func rows(in context: Context) throws -> any RowSource {
    try context.graph.endRecording()
    return ProgressLoop(
      try RowSequence(rows, in: context),
      label: label,
      drawing: drawing,
      in: context
    )
  }
}
