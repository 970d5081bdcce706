import Autodiff
import Language
import Networks
import TensorCore

extension TrainingReader {
  /// What a rehearsal ended in, as an error that points at the argument it comes from.
  ///
  /// What happened inside a function of the user's keeps its own place.
  func mistake(_ failure: RehearsalFailure) -> any Error {
    guard let found = Diagnosis.diagnostic(failure.cause), found.location == nil,
      found.kind != .interrupted
    else { return failure.cause }
    return arguments.mistake(
      argument(of: failure.part),
      found.kind,
      found.message,
      hint: hint(for: failure.part, found) ?? found.hint
    )
  }

  private func argument(of part: RehearsalFailure.Part) -> String {
    switch part {
    case .model: "data"
    case .lastBatch: arguments.isGiven("batch") ? "batch" : "data"
    case .loss: loss is BuiltinFunction ? "data" : "loss"
    case .metric: "metrics"
    case .validation: "validation"
    }
  }

  /// What is better said with all of the call in view; nil where there is nothing to add.
  private func hint(for part: RehearsalFailure.Part, _ found: Diagnostic) -> String? {
    switch part {
    case .model:
      guard found.kind == .shape, case .leaf(let operand) = examples.inputs,
        operand.shape.rank == 1
      else { return nil }
      return
        "`x` is a vector with one number for each example: `reshape(x, (\(examples.count), 1))` "
        + "makes a row of each"
    case .lastBatch(let count):
      return
        "\(examples.count) examples in batches of \(options.batchSize) leave \(count) for the last one"
    case .loss(let predictions?, let targets?):
      guard found.kind == .shape, predictions.count == targets.count, predictions != targets,
        predictions.rank > 0
      else { return nil }
      let all = Shape([examples.count] + predictions.dimensions.dropFirst())
      return "`reshape(y, \(all))` gives the targets the shape of the predictions"
    case .loss, .metric, .validation: return nil
    }
  }
}
