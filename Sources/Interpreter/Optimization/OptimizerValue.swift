import Display
import Networks

/// An optimizer of first order as a value: `adam(lr=0.001)`.
struct OptimizerValue: ValueObject {
  let optimizer: Optimizer
  /// Where a training ended that used it, for another one to go on from; nil for one to begin with.
  var state: OptimizerState?

  init(optimizer: Optimizer, state: OptimizerState? = nil) {
    self.optimizer = optimizer
    self.state = state
  }

  var typeName: String { "optimizer" }
  var described: String { "an optimizer" }

  func text(in context: Context) throws -> String {
    guard let state else { return optimizer.signature }
    return "\(optimizer.signature) after \(state.step) step\(state.step == 1 ? "" : "s")"
  }
}
