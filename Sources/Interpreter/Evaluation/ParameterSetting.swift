import Autodiff
import Language

extension Autodiff.Parameter {
  /// Gives the parameter a plain value, in its own element type.
  func assign(_ value: Value) throws {
    guard let tensor = try value.operand?.value else {
      throw Diagnostic(.type, "a parameter is set to a number or tensor, not \(value.described)")
    }
    try value.refuseTracedSetting()
    try set(tensor)
  }
}

extension Context {
  /// `target := value`, for a parameter or a structure of parameters.
  func set(_ target: Value, to value: Value, called name: String) throws {
    switch (target, value) {
    case (.parameter(let parameter), _):
      try parameter.assign(value)
    case (.record(let members), .record(let values)) where members.names == values.names:
      try setEach(members.values, to: values.values, called: name)
    case (.tuple(let members), .tuple(let values))
    where members.elements.count == values.elements.count:
      try setEach(members.elements, to: values.elements, called: name)
    case (.function(let function), _):
      guard let members = try function.record else { throw notSettable(target, name) }
      guard let values = try value.asRecord(in: self) else {
        throw Diagnostic(
          .type,
          "`:=` sets a model to a record of its parameters' values, not to \(value.described)"
        )
      }
      try set(.record(members), to: values, called: name)
    default: throw notSettable(target, name)
    }
  }

  private func notSettable(_ target: Value, _ name: String) -> Diagnostic {
    Diagnostic(
      .type,
      "`:=` sets a parameter, and `\(name)` is \(target.described)",
      hint: "`\(name) = …` assigns a name; `param(…)` makes a parameter"
    )
  }

  private func setEach(_ targets: [Value], to values: [Value], called name: String) throws {
    for (target, value) in zip(targets, values) {
      try set(target, to: value, called: name)
    }
  }
}

extension Value {
  /// The record that the value is or stands for; nil where it is none.
  func asRecord(in context: Context) throws -> Value? {
    switch self {
    case .record: self
    case .function(let function): try function.record.map { .record($0) }
    case .object(let object): try object.record(in: context).map { .record($0) }
    default: nil
    }
  }
}
