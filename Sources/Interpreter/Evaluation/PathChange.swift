import Autodiff
import Language
import Networks
import TensorCore

/// A change at the end of a path into a value.
struct PathChange {
  let operation: AssignmentOperator
  let new: Value
  let context: Context
  let rootName: String

  init(_ operation: AssignmentOperator, _ new: Value, context: Context, rootName: String) {
    self.operation = operation
    self.new = new
    self.context = context
    self.rootName = rootName
  }

  /// The setting of a parameter that the path leads to or into; nil where it is an ordinary change.
  func setsParameter(
    _ root: Value,
    _ steps: ArraySlice<PathStep>
  ) throws -> (() throws -> Void)? {
    var value = root
    var steps = steps
    var isModel = false
    var path = rootName
    while case .field(let name, _)? = steps.first, let member = try part(name, of: value) {
      path += ".\(name)"
      if case .function(let function) = value {
        isModel = true
        if let statistic = (function as? ModelFunction)?.statistic(name) {
          return try statisticSetting(statistic, path, steps.dropFirst())
        }
      }
      value = member
      steps = steps.dropFirst()
    }
    while case .subscripts(let subscripts, let location)? = steps.first, case .tuple = value {
      do {
        value = try context.part(of: value, at: subscripts)
      } catch {
        throw Diagnosis.located(error, at: location)
      }
      steps = steps.dropFirst()
    }
    guard case .parameter(let parameter) = value else {
      guard operation == .set else { return nil }
      if case .field(let name, let location)? = steps.first {
        throw try unknown(name, of: value, location)
      }
      return { try context.set(value, to: new, called: path) }
    }
    return try parameterSetting(parameter, steps, isModel: isModel)
  }

  /// What to say of a field that `:=` is to set and that is not there.
  private func unknown(_ name: String, of value: Value, _ location: Location) throws -> Diagnostic {
    let names = try context.fieldNames(of: value)
    let near = nearestNames(to: name, among: names)
    return Diagnostic(
      .name,
      "\(value.described) has no field `\(name)`",
      at: location,
      hint: near.first.map { "did you mean `\($0)`?" } ?? FieldNode.hint(listing: names)
    )
  }

  /// A member that a path leads to, of a record or a model.
  private func part(_ name: String, of value: Value) throws -> Value? {
    switch value {
    case .record(let record): record[name]
    case .function(let function): try function.field(name)
    default: nil
    }
  }

  /// Running statistics are set like parameters, though no derivative is taken by them.
  private func statisticSetting(
    _ statistic: RunningState,
    _ path: String,
    _ steps: ArraySlice<PathStep>
  ) throws -> () throws -> Void {
    guard operation != .assign else {
      throw Diagnostic(
        .value,
        "the running statistics of a model are set with `:=`",
        hint: "write `:=` for `=`"
      )
    }
    return {
      try new.refuseTracedSetting()
      try context.graph.endRecording()
      var value = Value(statistic.value)
      try inElements.apply(to: &value, steps)
      guard let tensor = try value.operand?.value else {
        throw Diagnostic(.type, "`\(path)` is set to a tensor, not to \(value.described)")
      }
      try statistic.set(tensor)
    }
  }

  /// The change as it is made to the elements of a parameter's plain value.
  private var inElements: PathChange {
    PathChange(
      operation == .set ? .assign : operation,
      new.detached,
      context: context,
      rootName: rootName
    )
  }

  private func parameterSetting(
    _ parameter: Autodiff.Parameter,
    _ steps: ArraySlice<PathStep>,
    isModel: Bool
  ) throws -> (() throws -> Void)? {
    let isOwnName =
      isModel || parameter.name == rootName || parameter.name?.hasPrefix(rootName + ".") == true
      || parameter.name?.hasPrefix(rootName + "[") == true
    guard operation == .set || isOwnName else { return nil }
    if operation == .assign {
      guard !steps.isEmpty || isModel else { return nil }
      throw Diagnostic(
        .value,
        isModel
          ? "the parameters of a model are set with `:=`"
          : "`\(rootName)` is a parameter, whose elements are set with `:=`",
        hint: "write `:=` for `=`"
      )
    }
    return {
      try new.refuseTracedSetting()
      var value = Value(parameter.variable.detached)
      try inElements.apply(to: &value, steps)
      try parameter.assign(value)
    }
  }

  /// Changes what the path leads to.
  ///
  /// A failure is located at the step where it happened; an index that does not fit says the shape.
  func apply(to value: inout Value, _ steps: ArraySlice<PathStep>) throws {
    guard let step = steps.first else {
      value = try combined(value)
      return
    }
    do {
      switch step {
      case .field(let name, let location):
        try applyField(name, location, to: &value, steps.dropFirst())
      case .subscripts(let subscripts, _):
        try applySubscripts(subscripts, to: &value, steps.dropFirst())
      }
    } catch {
      throw Diagnosis.located(error, at: step.location, label: label(of: value, at: step))
    }
  }

  private func label(of value: Value, at step: PathStep) -> String? {
    guard case .subscripts = step else { return nil }
    return switch value {
    case .tensor(let tensor): "its shape is \(tensor.shape)"
    case .variable(let variable): "its shape is \(variable.shape)"
    default: nil
    }
  }

  private func applyField(
    _ name: String,
    _ location: Location,
    to value: inout Value,
    _ rest: ArraySlice<PathStep>
  ) throws {
    guard case .record(var record) = value else {
      let isModel = if case .function(is ModelFunction) = value { true } else { false }
      throw Diagnostic(
        .type,
        isModel
          ? "the fields of a model are not assigned; its parameters are set with `:=`"
          : "\(value.described) has no fields to assign",
        at: location,
        hint: isModel ? "`\(rootName) := …` sets all of them, `\(rootName).W := …` one" : nil
      )
    }
    value = .none
    defer { value = .record(record) }
    guard let position = record.position(of: name) else {
      guard rest.isEmpty, operation == .assign else {
        let near = nearestNames(to: name, among: record.names)
        throw Diagnostic(
          .name,
          "the record has no field `\(name)`",
          at: location,
          hint: near.first.map { "did you mean `\($0)`?" } ?? FieldNode.hint(listing: record.names)
        )
      }
      try record.set(name, to: new)
      return
    }
    var member = record.take(at: position)
    do {
      try apply(to: &member, rest)
      try record.set(name, to: member)
    } catch {
      try record.set(name, to: member)
      throw error
    }
  }

  private func applySubscripts(
    _ subscripts: [EvaluatedSubscript],
    to value: inout Value,
    _ rest: ArraySlice<PathStep>
  ) throws {
    if case .tuple(let tuple) = value {
      try applyMember(subscripts, of: tuple, to: &value, rest)
      return
    }
    guard rest.isEmpty else {
      // `x[i][j] = v`: the inner part is changed as a value of its own, then put back.
      var part = try context.part(of: value, at: subscripts)
      try apply(to: &part, rest)
      let outer = PathChange(.assign, part, context: context, rootName: rootName)
      return try outer.applySubscripts(subscripts, to: &value, rest[rest.endIndex...])
    }
    try ElementChange(self).apply(to: &value, at: subscripts)
  }

  private func applyMember(
    _ subscripts: [EvaluatedSubscript],
    of tuple: Tuple,
    to value: inout Value,
    _ rest: ArraySlice<PathStep>
  ) throws {
    guard subscripts.count == 1 else {
      throw Diagnostic(.index, "one index is enough for a tuple")
    }
    let (positions, isSingle) = try subscripts[0]
      .positions(in: tuple.elements.count, of: "a tuple")
    guard isSingle else {
      throw Diagnostic(.index, "one member of a tuple is assigned at a time")
    }
    var elements = tuple.elements
    try apply(to: &elements[positions[0]], rest)
    value = try .tuple(of: elements)
  }

  /// The value at the end of the path: the new one, or the old one and the new one together.
  private func combined(_ old: Value) throws -> Value {
    guard let symbol = operation.arithmetic else { return new }
    guard let x = try old.operand, let y = try new.operand else {
      throw Diagnostic(
        .type,
        "`\(operation.rawValue)` needs numbers or tensors, not \(old.described) and \(new.described)"
      )
    }
    return Value(try context.graph.apply(symbol.elementwiseOperation, x, y))
  }
}

extension AssignmentOperator {
  /// The operator that combines old and new; nil for `=` and `:=`.
  var arithmetic: BinaryOperator? {
    switch self {
    case .assign, .set: nil
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    }
  }
}
