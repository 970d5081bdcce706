import Autodiff
import Language
import Networks
import TensorCore

extension TrainingReader {
  /// The loss to train by: a function, or the name of a builtin one.
  static func loss(_ arguments: BoundArguments, in context: Context) throws -> Function {
    guard arguments.isGiven("loss") else {
      guard case .function(let loss)? = context.globals.builtin("mse") else {
        preconditionFailure("there is a builtin `mse`")
      }
      return loss
    }
    switch arguments["loss"] {
    case .function(let function): return function
    case .string(let text):
      return try arguments.builtin(
        text.string,
        of: "loss",
        "loss",
        hint: "`mse`, `mae`, `cross_entropy`, `binary_cross_entropy`",
        in: context
      )
    case let value:
      let isNumber = value.plainNumber != nil
      throw arguments.needs(
        "a function of predictions and targets",
        "loss",
        hint: isNumber ? "give the function, not its value: `loss=mse`" : "write `loss=mse`"
      )
    }
  }

  /// What is measured after every epoch: functions, names of builtin ones, or a record that names them.
  static func metrics(
    _ arguments: BoundArguments,
    in context: Context
  ) throws -> [TrainingOptions.Metric] {
    let values: [(name: String, value: Value)] =
      switch arguments["metrics"] {
      case .none: []
      case .tuple(let tuple): tuple.elements.map { ("", $0) }
      case .record(let record): record.fields.map { ($0.0, $0.1) }
      case let value: [("", value)]
      }
    var names = ["loss", "validation_loss", "batch_loss", "best", "ending", "seconds", "optimizer"]
    return try values.enumerated().map { place, member in
      let function = try metric(member.value, arguments, in: context)
      var name = member.name.isEmpty ? function.name : member.name
      if name.isEmpty { name = "metric\(place + 1)" }
      if names.contains(name) { name += "\(place + 1)" }
      names.append(name)
      return TrainingOptions.Metric(name) { [name] output, targets in
        let result = try context.call(function, [Value(output), Value(targets)])
        guard let number = result.plainNumber else {
          throw Diagnostic(
            .type,
            "a metric is one number, and `\(name)` gave \(result.described)",
            hint:
              "it is a function of predictions and targets, such as `(p, y) -> mean(abs(p - y))`"
          )
        }
        return number
      }
    }
  }

  /// A function, also by the name of a builtin in quotes.
  private static func metric(
    _ value: Value,
    _ arguments: BoundArguments,
    in context: Context
  ) throws -> Function {
    switch value {
    case .function(let function): return function
    case .string(let text):
      return try arguments.builtin(
        text.string,
        of: "metrics",
        "metric",
        hint: "`accuracy`, `mae`, `r2`",
        in: context
      )
    default:
      throw arguments.mistake(
        "metrics",
        .type,
        "a metric is a function of predictions and targets, not \(value.described)",
        hint: "write `metrics=accuracy`, `metrics=(mae, r2)` or `metrics={error: (p, y) -> …}`"
      )
    }
  }
}

extension BoundArguments {
  /// The builtin function that an argument gives by its name; `kind` says what it is to be.
  fileprivate func builtin(
    _ name: String,
    of argument: String,
    _ kind: String,
    hint: String,
    in context: Context
  ) throws -> Function {
    if case .function(let function)? = context.globals.builtin(name) { return function }
    throw mistake(
      argument,
      .name,
      "there is no \(kind) `\(name)`",
      hint: "\(hint), or a function of predictions and targets"
    )
  }
}
