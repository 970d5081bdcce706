import Calculus
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

/// A method of second order as a value: `lbfgs(memory=10)`.
struct MethodValue: ValueObject {
  /// Makes the method for a function whose arguments are known.
  typealias Making = (MinimizationSite) throws -> any DescentMethod

  let signature: String
  /// Whether the function's result is read as residuals, whose squares are summed.
  let readsResiduals: Bool
  let make: Making

  init(_ signature: String, readsResiduals: Bool = false, make: @escaping Making) {
    self.signature = signature
    self.readsResiduals = readsResiduals
    self.make = make
  }

  var typeName: String { "method" }
  var described: String { "a method" }

  func text(in context: Context) throws -> String { signature }
}
