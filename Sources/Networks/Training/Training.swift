import Autodiff
import TensorCore

/// A run of epochs over examples that makes a model's loss small.
///
/// The model has the parameters of the last finished step at any time, whatever ends the run.
public final class Training {
  /// What there is to see while it runs.
  public struct Moment {
    public let record: TrainingRecord
    /// The epoch that runs and the steps of it that are finished, counted from 0.
    public let epoch: Int
    public let batch: Int
  }

  public typealias Permutation = (_ count: Int) throws -> [Int]

  let task: TrainingTask
  let options: TrainingOptions
  let examples: Examples
  let validation: Examples?
  private let permute: Permutation
  private let stepper: any BatchStepper
  private let evaluation: Evaluation
  private var state: TrainingState
  /// Before the last step, which turns out to be a bad one only after it.
  private var previous: TrainingState
  private var best: TrainingState
  private var lastBatch: Examples
  private var record: TrainingRecord

  /// Prepares a run of the steps that `stepper` makes.
  ///
  /// `permute` gives the whole numbers below a count in random order. Throws where there is no memory for a cast.
  public init(
    _ task: TrainingTask,
    _ options: TrainingOptions,
    by stepper: any BatchStepper,
    examples: Examples,
    validation: Examples?,
    permute: @escaping Permutation
  ) throws {
    self.task = task
    self.options = options
    // A model of one element type computes in it alone.
    let dtype = task.dtype
    self.examples = try dtype.map { try examples.cast(to: $0) } ?? examples
    self.validation = try dtype.map { try validation?.cast(to: $0) } ?? validation
    self.permute = permute
    self.stepper = stepper
    evaluation = Evaluation(task)
    let parameters = task.model.parameters.map(\.parameter)
    state = TrainingState(
      parameters: parameters.map(\.value),
      optimizer: try stepper.initialState(),
      states: task.model.states.map(\.state.value)
    )
    previous = state
    best = state
    lastBatch = examples
    record = TrainingRecord(
      epochs: options.epochs,
      batchCount: (examples.count + options.batchSize - 1) / options.batchSize
    )
    record.metrics = options.metrics.map { ($0.name, []) }
    if validation != nil { record.validationMetrics = record.metrics }
  }

  /// The optimizer's state after the last finished step.
  public var optimizerState: OptimizerState { state.optimizer }

  /// The record so far.
  public var current: TrainingRecord { record }

  /// Trains until the epochs are over, nothing improves any more, or the user interrupts; gives the whole record.
  ///
  /// `report` is called after every step; it may throw to end the run.
  ///
  /// - Throws: `TrainingFailure` where the loss or a parameter is no number any more: the model is that of the last good
  ///   step. Errors of the user's functions pass through unchanged.
  public func run(_ report: (Moment) throws -> Void) throws -> TrainingRecord {
    do {
      for epoch in 0..<options.epochs {
        let standstill = try runEpoch(epoch, report)
        if let ending = ending(after: epoch) ?? standstill {
          record.ending = ending
          break
        }
      }
      try restoreBest()
    } catch  where task.graph.interruption.isRequested {
      record.ending = .interrupted
      if !isFinite(state) { try restore(previous) }
    }
    return record
  }

  /// Goes through the examples once; says why to end where no batch led anywhere.
  private func runEpoch(
    _ epoch: Int,
    _ report: (Moment) throws -> Void
  ) throws -> TrainingRecord.Ending? {
    let order = record.batchCount > 1 && options.shuffles ? try permute(examples.count) : nil
    var sum = 0.0
    var standstill: TrainingRecord.Ending?
    var moves = false
    for batch in 0..<record.batchCount {
      try task.graph.interruption.check()
      let start = batch * options.batchSize
      let end = min(start + options.batchSize, examples.count)
      let rows =
        try order.map { try examples.rows(Array($0[start..<end])) }
        ?? examples.rows(start..<end)
      let result = try stepper.step(from: state, on: rows)
      guard result.loss.isFinite else { throw try failure(result.loss, epoch, batch, rows) }
      previous = state
      lastBatch = rows
      try adopt(result.state)
      record.batchLosses.append(result.loss)
      sum += result.loss * Double(end - start)
      if let reason = result.standstill { standstill = reason } else { moves = true }
      try report(Moment(record: record, epoch: epoch, batch: batch + 1))
    }
    guard isFinite(state) else {
      throw try failure(nil, epoch, record.batchCount - 1, lastBatch)
    }
    try measure(sum / Double(examples.count))
    return moves ? nil : standstill
  }

  /// Measures the epoch that has ended; nothing is recorded of one whose measurement fails.
  private func measure(_ loss: Double) throws {
    var measured: [Double] = []
    if !options.metrics.isEmpty {
      let output = try evaluation.output(for: examples)
      measured = try options.metrics.map { try $0.measure(output, examples.targets) }
    }
    var validated: (loss: Double, metrics: [Double])?
    if let validation {
      let (output, loss) = try evaluation.judgement(of: validation)
      validated = (loss, try options.metrics.map { try $0.measure(output, validation.targets) })
    }
    record.finishEpoch(loss: loss, metrics: measured, validated: validated)
  }

  /// Keeps the best epoch's model, where it is asked for, and says whether there has been no better one for too long.
  private func ending(after epoch: Int) -> TrainingRecord.Ending? {
    guard let patience = options.patience else { return nil }
    if record.bestEpoch == epoch { best = state }
    return epoch - (record.bestEpoch ?? 0) >= patience ? .stoppedEarly : nil
  }

  /// Goes back to the best epoch's model, where early stopping was asked for.
  ///
  /// Where no epoch had a loss that is a number there is none to go back to.
  private func restoreBest() throws {
    guard options.patience != nil, let epoch = record.bestEpoch,
      epoch + 1 < record.finishedEpochs
    else { return }
    try restore(best)
    record.restoredEpoch = epoch
  }

  private func adopt(_ next: TrainingState) throws {
    for (named, value) in zip(task.model.parameters, next.parameters) {
      try named.parameter.set(value)
    }
    if !next.states.isEmpty {
      try task.model.adopt(states: next.states.map(Operand.init), in: task.graph)
    }
    state = next
  }

  private func restore(_ earlier: TrainingState) throws {
    try adopt(earlier)
  }

  private func isFinite(_ state: TrainingState) -> Bool {
    state.parameters.allSatisfy(\.allFinite)
  }

  /// What went wrong where, with the model back at the last good step.
  private func failure(
    _ loss: Double?,
    _ epoch: Int,
    _ batch: Int,
    _ rows: Examples
  ) throws -> TrainingFailure {
    // A loss is no number also because the step before it made a parameter one.
    let isLate = !isFinite(state)
    let culprit = isLate ? lastBatch : rows
    if isLate {
      try restore(previous)
      if !record.batchLosses.isEmpty { record.batchLosses.removeLast() }
    }
    let origin = try NonFiniteSearch(task, culprit).origin(states: state.states)
    // A model may know what to do with rows that are no numbers: what arises from numbers is not their doing.
    let isOfData = origin.note == nil && culprit.nonFinitePlace != nil
    let data = isOfData ? examples.nonFinitePlace : nil
    return TrainingFailure(
      loss: isLate ? nil : loss,
      step: record.stepCount + 1,
      epoch: epoch + 1,
      origin: data.map { TrainingFailure.Origin(data: $0) } ?? origin
    )
  }
}
