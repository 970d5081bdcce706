import Display
import Networks

/// What a training shows while it runs, and at its end.
struct TrainingFrames {
  private let options: TrainingOptions
  private let batchCount: Int
  /// What is shown in place of the loss curve; nil for the curve.
  let drawing: (() throws -> any Displayable)?

  init(
    _ options: TrainingOptions,
    batchCount: Int,
    drawing: (() throws -> any Displayable)?
  ) {
    self.options = options
    self.batchCount = batchCount
    self.drawing = drawing
  }

  /// Before the first step.
  var first: ProgressReport {
    ProgressReport("epoch 0 of \(options.epochs)", fraction: 0)
  }

  /// After a step.
  func next(_ moment: Training.Moment, elapsed: Double) throws -> ProgressReport {
    let record = moment.record
    let total = options.epochs * batchCount
    let batch = batchCount > 1 ? ", batch \(moment.batch) of \(batchCount)" : ""
    return ProgressReport(
      "epoch \(moment.epoch + 1) of \(options.epochs)\(batch)",
      fraction: Double(record.stepCount) / Double(total),
      figures: figures(record, loss: record.batchLosses.last),
      pace: Pace(done: record.stepCount, of: total, elapsed: elapsed).shown,
      detail: try drawing?() ?? curve(record, marksBest: false)
    )
  }

  /// At the end, without a figure of the clock.
  func last(
    _ record: TrainingRecord,
    remark: String,
    drawn: (any Displayable)? = nil
  ) -> ProgressReport {
    let total = options.epochs * batchCount
    return ProgressReport(
      "\(record.finishedEpochs) of \(options.epochs) epoch\(options.epochs == 1 ? "" : "s")",
      fraction: Double(record.stepCount) / Double(total),
      figures: figures(record, loss: record.losses.last ?? record.batchLosses.last),
      remark: remark,
      detail: drawn ?? curve(record, marksBest: true)
    )
  }

  /// The losses so far; nil where there is no line to draw.
  private func curve(_ record: TrainingRecord, marksBest: Bool) -> (any Displayable)? {
    guard record.stepCount > 1 else { return nil }
    return record.chart(marksBest: marksBest).plot(height: 220)
  }

  private func figures(_ record: TrainingRecord, loss: Double?) -> [String] {
    var figures = loss.map { ["loss " + number($0)] } ?? []
    if let loss = record.validationLosses.last { figures.append("validation " + number(loss)) }
    let measured = record.validationMetrics.isEmpty ? record.metrics : record.validationMetrics
    for metric in measured {
      if let value = metric.values.last { figures.append("\(metric.name) \(number(value))") }
    }
    return figures
  }

  private func number(_ value: Double) -> String { NumberStyle(precision: 4).text(value) }
}

extension TrainingRecord {
  /// The curves of the losses, and the table of the epochs.
  func chart(marksBest: Bool = true) -> LossChart {
    LossChart(
      batchLosses: batchLosses,
      batchCount: batchCount,
      losses: losses,
      validationLosses: validationLosses,
      bestEpoch: marksBest ? bestEpoch : nil,
      metrics: metrics + validationMetrics.map { ("validation " + $0.name, $0.values) }
    )
  }
}
