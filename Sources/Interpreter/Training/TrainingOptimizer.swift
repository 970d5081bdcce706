import Autodiff
import Language
import Networks

/// What `train` trains with: an optimizer of first order, or a method of second order on each batch.
enum TrainingOptimizer {
  case rule(OptimizerValue)
  case method(MethodValue)

  /// The value to train another run with: an optimizer goes on where this one ended.
  func value(after state: OptimizerState) -> Value {
    switch self {
    case .rule(let value): .object(OptimizerValue(optimizer: value.optimizer, state: state))
    case .method(let method): .object(method)
    }
  }

  func stepper(_ task: TrainingTask, _ request: TrainingReader) throws -> any BatchStepper {
    switch self {
    case .rule(let value): return TrainingStep(task, by: value.optimizer, from: value.state)
    case .method(let method):
      let loss = BatchLoss(task, request.loss, request.examples, in: request.context)
      return try DescentStepper(
        loss,
        by: method.make(loss),
        isFullBatch: request.options.batchSize >= request.examples.count
      )
    }
  }
}
