import Autodiff
import Display
import Language
import Networks
import TensorCore

/// One call of `train`: it runs the epochs and shows how they go.
struct TrainingRun {
  private let request: TrainingReader
  private let context: Context
  private let task: TrainingTask
  private let training: Training
  private let live: LiveOutput?
  private let start: Double

  init(_ request: TrainingReader, in context: Context) throws {
    self.request = request
    self.context = context
    start = context.clock()
    let loss = request.loss
    task = TrainingTask(
      request.model,
      clipNorm: request.clipNorm,
      in: context.graph,
      plans: context.trainingPlans.plans(for: request.identity, in: context.graph),
      draw: { try context.random.uniform(count: $0.count).reshaped(to: $0) },
      loss: { output, targets in
        let result = try context.call(loss, [Value(output), Value(targets)])
        guard let number = try result.operand else {
          throw Diagnostic(
            .type,
            "a loss is one number, and \(loss.described) gave \(result.described)"
          )
        }
        return number
      }
    )
    training = try Training(
      task,
      request.options,
      by: request.optimizer.stepper(task, request),
      examples: request.examples,
      validation: request.validation,
      permute: { try context.permutation($0) }
    )
    // What is tried out may draw, and may compute what is not finite; the run itself begins as if nothing had been.
    let random = context.random
    do {
      try training.rehearse()
    } catch let failure as RehearsalFailure {
      throw request.mistake(failure)
    }
    if let drawing = request.drawing { _ = try context.drawing(drawing) }
    context.random = random
    context.forgetNonFinite()
    live = request.isShown ? LiveOutput(in: context) : nil
  }

  /// Runs to the end and gives the history.
  func history() throws -> TrainingHistory {
    let frames = TrainingFrames(
      request.options,
      batchCount: training.current.batchCount,
      drawing: request.drawing.map { function in { try context.drawing(function) } }
    )
    live?.update { _ in frames.first }
    do {
      let record = try training.run { moment in
        try live?.update { try frames.next(moment, elapsed: $0) }
      }
      return try finished(record, frames)
    } catch let failure as TrainingFailure {
      live?.finish(frames.last(training.current, remark: "stopped: \(failure.outcome)"))
      throw failure.diagnostic
    } catch {
      live?.finish(frames.last(training.current, remark: "stopped by an error"))
      guard var mistake = Diagnosis.diagnostic(error) else { throw error }
      let hints = [mistake.hint, training.current.failureHint].compactMap { $0 }
      mistake.hint = hints.joined(separator: "; ")
      throw mistake
    }
  }

  private func finished(
    _ record: TrainingRecord,
    _ frames: TrainingFrames
  ) throws -> TrainingHistory {
    let history = TrainingHistory(
      record,
      seconds: context.clock() - start,
      optimizer: request.optimizer.value(after: training.optimizerState)
    )
    // Who has interrupted the run does not wait for a drawing.
    let drawn = record.ending == .interrupted ? nil : try frames.drawing?()
    let report = frames.last(record, remark: record.remark, drawn: drawn)
    live?.finish(report)
    if let live, request.drawing == nil {
      context.finishedLives.append(FinishedLive(live, report, showing: history))
    }
    if record.ending == .interrupted { context.interruptionHint = record.interruptionHint }
    return history
  }
}

extension Context {
  /// What a function of the user's draws, as part of a live output.
  ///
  /// How often it is called is up to the clock, so that it must not take numbers from the session's random stream.
  func drawing(_ function: Function) throws -> any Displayable {
    let before = random
    defer { random = before }
    let shown = try bundle(of: call(function, []))
    forgetNonFinite()
    return shown
  }
}

extension TrainingRecord {
  /// Why a run is shorter than it was to be; empty where it is not.
  fileprivate var remark: String {
    switch ending {
    case .finished:
      restoredEpoch.map { "the model of epoch \($0 + 1), the best one, is restored" } ?? ""
    case .stoppedEarly:
      restoredEpoch.map { "no improvement since epoch \($0 + 1), which is restored" }
        ?? "no epoch had a loss that is a number"
    case .interrupted: "interrupted; the model is that of the last finished step"
    case .converged: "converged: the gradient vanishes"
    case .noProgress: "no step makes the loss smaller"
    }
  }

  /// What is left after an error in the user's own functions.
  fileprivate var failureHint: String {
    stepCount == 0
      ? "the model is as it was"
      : "the training stopped after step \(stepCount), whose parameters the model keeps"
  }

  fileprivate var interruptionHint: String {
    "the model keeps the parameters of step \(stepCount), the last one finished, and the history "
      + "tells of all steps up to it"
  }
}

extension TrainingFailure {
  /// What there was in place of a number.
  fileprivate var outcome: String {
    loss.map { "the loss became \(NumberText.text($0))" } ?? "parameters became nan or inf"
  }

  /// The NumericError with the place where it began.
  var diagnostic: Diagnostic {
    let kept =
      step == 1
      ? "the model is as it was" : "the model keeps the parameters of step \(step - 1)"
    return Diagnostic(
      .numeric,
      "\(outcome) at step \(step), in epoch \(epoch)\(place)",
      hint: "\(kept); \(advice)"
    )
  }

  private var place: String {
    let note = origin.note.map { ", where \(NonFiniteText.message(of: $0))" } ?? ""
    if let data = origin.data { return ": \(data)" }
    if let layer = origin.layer { return "; it began in \(layer)\(note)" }
    if let gradient = origin.gradient {
      return "; it began in the gradient of `\(gradient)`\(note)"
    }
    return origin.isStep
      ? "; loss and gradient are finite, the step itself is too large"
      : "; it began in the loss\(note)"
  }

  private var advice: String {
    if origin.data != nil { return "leave such rows out, or fill them in" }
    guard step > 1 || origin.isStep else {
      return
        "no step was made, so the learning rate is not to blame: look at `model(x)` and its loss, or standardize "
        + "the inputs"
    }
    return "a smaller learning rate, `clip_norm=1` or standardized inputs may help"
  }
}

extension Context {
  /// What `body` gives; where it fails, the random stream is as it was before.
  func undoingDrawsOnFailure<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = random
    do {
      return try body()
    } catch {
      random = before
      throw error
    }
  }
}
