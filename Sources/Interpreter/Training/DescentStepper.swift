import Calculus
import Language
import Networks
import TensorCore

/// The steps of a method of second order: each makes the loss of one batch smaller, with a line search of its own.
///
/// What a method remembers, such as the pairs of L-BFGS, it keeps from batch to batch.
final class DescentStepper: BatchStepper {
  private let loss: BatchLoss
  private var descent: any Descent
  /// Where the last step ended, where the next one is on the same batch.
  private var reached: Iterate?
  private let isFullBatch: Bool

  init(_ loss: BatchLoss, by method: any DescentMethod, isFullBatch: Bool) throws {
    self.loss = loss
    self.isFullBatch = isFullBatch
    descent = try method.begin(on: loss.objective)
  }

  func initialState() -> OptimizerState { .empty }

  func step(from state: TrainingState, on batch: Examples) throws -> StepResult {
    loss.begin(batch, states: state.states)
    var descent = descent
    let x = state.parameters.flatMap(\.values)
    let current: Iterate
    if let reached, reached.x == x {
      current = reached
    } else {
      current = try descent.evaluation(at: x)
    }
    let states = loss.nextStates
    // Where the gradient is no number, the step is none either: the training finds out where that began.
    let next = current.isFinite ? try descent.next(after: current, step: state.optimizer.step) : nil
    let end = current.isFinite ? next?.x ?? x : current.gradient
    self.descent = descent
    let repeats = isFullBatch && states.isEmpty && !loss.hasDrawn
    reached = repeats ? next : nil
    let after = TrainingState(
      parameters: try loss.point.operands(end).map(\.value),
      optimizer: state.optimizer.next([]),
      states: states
    )
    guard next == nil, current.isFinite, !loss.hasDrawn else {
      return StepResult(state: after, loss: current.value)
    }
    return StepResult(
      state: after,
      loss: current.value,
      standstill: current.isAtRounding ? .converged : .noProgress
    )
  }
}
