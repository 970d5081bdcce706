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
  ) throws -> OptimizerValue {
    guard arguments.isGiven("optimizer") else {
      guard case .function(let adam)? = context.globals.builtin("adam"),
        case .object(let made as OptimizerValue) = try context.call(adam, [])
      else { preconditionFailure("there is a builtin `adam` that makes an optimizer") }
      return made
    }
    guard case .object(let object as OptimizerValue) = arguments["optimizer"] else {
      throw arguments.needs("an optimizer", "optimizer", hint: hint(for: arguments["optimizer"]))
    }
    guard let state = object.state else { return object }
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
    return object
  }

  private static func hint(for value: Value) -> String {
    switch value {
    case .function(let function) where !function.name.isEmpty:
      "call it: `optimizer=\(function.name)(…)`"
    case .object(let object) where object.typeName == "method":
      "a method of second order trains all examples at once: "
        + "`minimize(m -> mse(m(x), y), model, method=…)`"
    case .number(let rate): "write `optimizer=adam(\(NumberText.text(rate)))`"
    default: "write `optimizer=adam(1e-3)`"
    }
  }
}
