import Autodiff
import Language
import TensorCore

/// Something a computed value is differentiated by.
struct Target {
  /// Its node in the history of the value; nil where the value doesn't depend on it.
  let leaf: Variable?
  let kind: Kind

  static func refused(_ arguments: BoundArguments, _ value: Value? = nil) -> any Error {
    if value == nil, case .string(let name) = arguments["by"] {
      return arguments.mistake(
        "by",
        .gradient,
        "a value is differentiated by parameters, and this is a string",
        hint: "without quotes: `grad(L, \(name.string))`; strings name parameters of functions"
      )
    }
    return arguments.mistake(
      "by",
      .gradient,
      "a value is differentiated by parameters or what was computed from them, "
        + "and this is \((value ?? arguments["by"]).described)",
      hint: "make it a parameter with `param(…)` before computing with it"
    )
  }
}

extension Value {
  /// Whether derivatives can be taken by it, as far as its kind tells.
  var isDifferentiationTarget: Bool {
    switch self {
    case .number, .tensor, .bool, .string, .range: false
    case .function(let function): function is ModelFunction
    default: true
    }
  }
}

extension Context {
  /// The nodes behind a parameter, an intermediate value, or a tuple or record of them.
  ///
  /// A parameter stands for its newest version among those that `output` was computed from.
  func leaves(
    _ value: Value,
    of output: Variable,
    _ arguments: BoundArguments
  ) throws -> [Target] {
    let reached = graph.parameters(of: output)
    return try leaves(
      value,
      among: Dictionary(uniqueKeysWithValues: reached.map { ($0.tag, $0.leaf) }),
      arguments
    )
  }

  private func leaves(
    _ value: Value,
    among reached: [UInt32: Variable],
    _ arguments: BoundArguments
  ) throws -> [Target] {
    switch value {
    case .parameter(let parameter):
      return [Target(leaf: reached[parameter.tag], kind: parameter.variable.kind)]
    case .variable(let variable):
      if variable.isPlainButRecorded { try graph.endRecording() }
      return [Target(leaf: variable, kind: variable.kind)]
    case .tuple(let tuple):
      return try tuple.elements.flatMap { try leaves($0, among: reached, arguments) }
    case .record(let record):
      return try record.values.flatMap { try leaves($0, among: reached, arguments) }
    case .function(let function):
      guard let record = try function.record else { throw Target.refused(arguments, value) }
      return try leaves(.record(record), among: reached, arguments)
    default:
      throw Target.refused(arguments, value)
    }
  }

  /// Results in the structure of what they were taken by.
  func structured(_ results: [Operand], like value: Value) throws -> Value {
    var remaining = results[...]
    func build(_ value: Value) throws -> Value {
      switch value {
      case .tuple(let tuple): return try .tuple(of: tuple.elements.map(build))
      case .record(let record):
        return .record(try Record(record.fields.map { (name: $0, value: try build($1)) }))
      case .function(let function):
        guard let record = try function.record else { return .none }
        return try build(.record(record))
      default: return remaining.popFirst().map { Value($0) } ?? .none
      }
    }
    let result = try build(value)
    if case .record(let record) = result { return .object(GradientRecord(record)) }
    return result
  }
}
