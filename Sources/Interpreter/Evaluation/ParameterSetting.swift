import Autodiff
import Language
import Networks
import TensorCore

extension Autodiff.Parameter {
  /// Gives the parameter a plain value, in its own element type.
  func assign(_ value: Value) throws {
    guard let operand = try value.operand else {
      throw Diagnostic(.type, "a parameter is set to a number or tensor, not \(value.described)")
    }
    try value.refuseTracedSetting()
    try set(operand)
  }
}

extension Context {
  /// `target := value`, for a parameter or a structure of parameters: all of it, or after an error nothing.
  func set(_ target: Value, to value: Value, called name: String) throws {
    if case .parameter(let parameter) = target { return try parameter.assign(value) }
    var settings = ParameterSettings(context: self)
    try settings.add(target, value, called: name)
    for set in settings.all { try set() }
  }
}

/// What a structure of parameters is set to, looked at as a whole before any of it changes.
private struct ParameterSettings {
  let context: Context
  private(set) var all: [() throws -> Void] = []

  init(context: Context) { self.context = context }

  mutating func add(_ target: Value, _ value: Value, called name: String) throws {
    switch target {
    case .parameter(let parameter): try add(parameter, value, called: name)
    case .record(let members): try add(members, value, target, called: name)
    case .tuple(let members):
      guard case .tuple(let values) = value, values.elements.count == members.elements.count else {
        throw Self.mismatch(target, value, name)
      }
      for (place, member) in members.elements.enumerated() {
        try add(member, values.elements[place], called: "\(name)[\(place)]")
      }
    case .function(let function):
      guard let members = try function.record else { throw Self.notSettable(target, name) }
      try add(members, value, target, called: name)
      addStatistics(of: function, from: value)
    default: throw Self.notSettable(target, name)
    }
  }

  private mutating func add(
    _ parameter: Autodiff.Parameter,
    _ value: Value,
    called name: String
  ) throws {
    guard let operand = try value.operand else {
      throw Diagnostic(.type, "`\(name)` is set to a number or tensor, not to \(value.described)")
    }
    try value.refuseTracedSetting()
    let shape = parameter.kind.shape
    guard operand.shape == shape else {
      throw Diagnostic(
        .shape,
        "`\(name)` of shape \(shape) cannot be set to a value of shape \(operand.shape)"
      )
    }
    all.append { try parameter.set(operand) }
  }

  /// The fields by name, in whatever order they are given.
  private mutating func add(
    _ members: Record,
    _ value: Value,
    _ target: Value,
    called name: String
  ) throws {
    guard case .record(let values)? = try value.asRecord(in: context) else {
      throw Self.mismatch(target, value, name)
    }
    guard members.values.contains(where: Self.isSettable) || members.names.isEmpty else {
      throw Self.notSettable(target, name)
    }
    let lacking = members.names.filter { values[$0] == nil }
    let odd = values.names.filter { members[$0] == nil }
    guard lacking.isEmpty, odd.isEmpty else {
      let differences =
        lacking.map { "`\(name).\($0)` is missing in the value" }
        + odd.map { "the value's `\($0)` is not in `\(name)`" }
      throw Diagnostic(
        .type,
        "`:=` sets all of `\(name)`: \(differences.joined(separator: "; "))",
        hint: lacking.isEmpty || members.names.isEmpty
          ? nil : "`\(name).\(members.names[0]) := …` sets one of its fields"
      )
    }
    for (field, member) in members.fields {
      guard let value = values[field] else { continue }
      try add(member, value, called: "\(name).\(field)")
    }
  }

  /// A model set to a model of the same structure takes its running statistics too.
  private mutating func addStatistics(of target: Function, from value: Value) {
    guard case .function(let source as ModelFunction) = value,
      let target = target as? ModelFunction, target !== source
    else { return }
    for (own, other) in zip(target.model.states, source.model.states)
    where own.name == other.name {
      let (state, statistic, graph) = (own.state, other.state.value, context.graph)
      all.append {
        try graph.endRecording()
        try state.set(statistic)
      }
    }
  }

  private static func isSettable(_ value: Value) -> Bool {
    switch value {
    case .parameter: true
    case .function(let function): function is ModelFunction
    case .record(let record): record.values.contains(where: isSettable)
    case .tuple(let tuple): tuple.elements.contains(where: isSettable)
    default: false
    }
  }

  private static func mismatch(_ target: Value, _ value: Value, _ name: String) -> Diagnostic {
    guard isSettable(target) else { return notSettable(target, name) }
    if case .function = target {
      return Diagnostic(
        .type,
        "`:=` sets a model to a record of its parameters' values, not to \(value.described)"
      )
    }
    return Diagnostic(
      .type,
      "`:=` sets all of `\(name)`, which is \(target.described), and the value is \(value.described)"
    )
  }

  private static func notSettable(_ target: Value, _ name: String) -> Diagnostic {
    Diagnostic(
      .type,
      "`:=` sets a parameter, and `\(name)` is \(target.described)",
      hint: "`\(name) = …` assigns a name; `param(…)` makes a parameter"
    )
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
