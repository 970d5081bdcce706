public import Autodiff
import TensorCore

/// The plans of a training, which serve again where a model of the same structure is trained in the same way on
/// examples of the same form.
public final class TrainingPlans {
  let step: Replay
  let forward: Replay
  let judgement: Replay
  /// The shapes of the random numbers that a step with so many examples draws.
  ///
  /// They are drawn before a step that is known, in the same order, so that they are among its arguments.
  var drawnShapes: [Int: [Shape]] = [:]
  /// What the optimizer's steps are made of.
  var firstState: OptimizerState?

  public init(_ graph: Graph) {
    step = Replay(graph, settlesParameters: true)
    forward = Replay(graph, settlesParameters: true)
    judgement = Replay(graph, settlesParameters: true)
  }

  /// Lets go of plans that read what has changed since.
  public func forgetOutdated() {
    for replay in [step, forward, judgement] { replay.forgetOutdatedPlans() }
  }
}
