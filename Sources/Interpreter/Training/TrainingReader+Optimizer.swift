import Autodiff
import Language
import Networks
import TensorCore

extension TrainingReader {
  /// The optimizer to train with: the one given, or Adam.
  static func optimizer(
    _ arguments: BoundArguments,
    for model: Model,
    in context: Context
  ) throws -> TrainingOptimizer {
    guard arguments.isGiven("optimizer") else {
      guard case .function(let adam)? = context.globals.builtin("adam"),
        case .object(let made as OptimizerValue) = try context.call(adam, [])
      else { preconditionFailure("there is a builtin `adam` that makes an optimizer") }
      return .rule(made)
    }
    if case .object(let method as MethodValue) = arguments["optimizer"] {
      try requireSize(model, for: method, arguments)
      return .method(method)
    }
    guard case .object(let object as OptimizerValue) = arguments["optimizer"] else {
      throw arguments.needs("an optimizer", "optimizer", hint: hint(for: arguments["optimizer"]))
    }
    guard let state = object.state else { return .rule(object) }
    let shapes = model.parameters.map { $0.parameter.variable.shape }
    let fits =
      state.slots.count == shapes.count
      && zip(state.slots, shapes).allSatisfy { slots, shape in
        slots.allSatisfy { $0.shape == shape }
      }
    guard fits else {
      throw arguments.mistake(
        "optimizer",
        .value,
        "this optimizer remembers the training of another model",
        hint: "begin afresh with `optimizer=\(object.optimizer.signature)`"
      )
    }
    return .rule(object)
  }

  /// Refuses to solve with a matrix that would take hours.
  private static func requireSize(
    _ model: Model,
    for method: MethodValue,
    _ arguments: BoundArguments
  ) throws {
    let count = model.parameterCount
    guard method.formsMatrix, count > MethodValue.matrixLimit else { return }
    throw arguments.mistake(
      "optimizer",
      .value,
      "`\(method.signature)` solves with a matrix of \(count) by \(count) at every step, one row for "
        + "each parameter, which is too large",
      hint: "`lbfgs()` and `newton_cg()` form no matrix"
    )
  }

  private static func hint(for value: Value) -> String {
    switch value {
    case .function(let function) where !function.name.isEmpty:
      "call it: `optimizer=\(function.name)(…)`"
    case .number(let rate): "write `optimizer=adam(\(NumberText.text(rate)))`"
    default: "write `optimizer=adam(1e-3)`"
    }
  }
}
