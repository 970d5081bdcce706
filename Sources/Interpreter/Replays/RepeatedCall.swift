import Autodiff
import TensorCore

extension Context {
  /// The value of a call that computes with functions, from a plan where it repeats.
  ///
  /// The recipe says what is done with the functions, and all it depends on but them; `body` does it, for
  /// arguments that may be recorded.
  func repeated(
    _ recipe: @autoclosure () -> String,
    of functions: [Function],
    _ arguments: CallArguments,
    _ body: (CallArguments) throws -> Value
  ) throws -> Value {
    guard runsPlans, !graph.isRecording,
      let identity = CallIdentity(recipe: recipe(), functions: functions, arguments)
    else { return try body(arguments) }
    let operands = identity.values.compactMap(\.plainData)
    guard operands.count == identity.values.count, !operands.isEmpty || identity.takesParameters
    else {
      return try body(arguments)
    }
    let replay = replays.replay(for: identity, in: graph)
    return try value(of: replay, operands, arguments, body)
  }

  /// The replay of a call that computes with functions; nil where it depends on more than numbers and code.
  func replay(
    _ recipe: String,
    of functions: [Function],
    _ arguments: CallArguments
  ) -> Replay? {
    CallIdentity(recipe: recipe, functions: functions, arguments).map {
      replays.replay(for: $0, in: graph)
    }
  }

  /// The value of a call by its replay.
  func value(
    of replay: Replay,
    _ operands: [Operand],
    _ arguments: CallArguments,
    _ body: (CallArguments) throws -> Value
  ) throws -> Value {
    let outcome = try replay.run(operands) { operands in
      guard graph.isRecording else { return .init([], form: PassedValue(try body(arguments))) }
      return try recorded(arguments.replacingData(by: operands), body)
    }
    if let form = outcome.form as? ResultForm {
      return try form.value(of: outcome.operands, in: self)
    }
    guard let passed = outcome.form as? PassedValue else {
      preconditionFailure("a replay gives a value or its form")
    }
    return passed.value
  }

  /// A recorded run, after which the session is as it was before.
  private func recorded(
    _ arguments: CallArguments,
    _ body: (CallArguments) throws -> Value
  ) throws -> Replay.Outcome {
    try restoringNotes {
      var operands: [Operand] = []
      let (value, remarks) = try warnings.collecting { try body(arguments) }
      guard let structure = ValueStructure(value, into: &operands) else {
        try graph.endRecording()
        return .init([])
      }
      return .init(operands, form: ResultForm(structure, recordedNote, remarks, operands))
    }
  }

  /// What a recorded run gives, which leaves no trace in what the session notes.
  func restoringNotes<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = (random, nonFinite, resultNote, recordedWrites)
    recordedNote = nil
    defer {
      // What a plan draws anew is drawn; of a run that comes to nothing, the draws are taken back.
      if graph.recording?.isRefused != false { restore(random: before.0) }
      (nonFinite, resultNote, recordedWrites) = (before.1, before.2, before.3)
      recordedNote = nil
    }
    return try body()
  }
}

/// The value of an ordinary run.
private final class PassedValue {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// How the value of a recorded run is built of its operands.
private final class ResultForm {
  private let structure: ValueStructure
  private let note: RecordedNote?
  private let warnings: [Warnings.Repeatable]
  /// Which operand the note belongs to.
  private let noted: Int?

  init(
    _ structure: ValueStructure,
    _ note: RecordedNote?,
    _ warnings: [Warnings.Repeatable],
    _ operands: [Operand]
  ) {
    self.structure = structure
    self.note = note
    self.warnings = warnings
    noted = operands.firstIndex { operand in
      guard let note, let variable = operand.variable else { return false }
      return variable.isSame(as: note.variable)
    }
  }

  func value(of operands: [Operand], in context: Context) throws -> Value {
    for warning in warnings { context.warnings.warn(warning) }
    if let note {
      context.resultNote = noted.map { ResultNote(operands[$0].value, note.text) }
    }
    var remaining = operands[...]
    return try structure.value(&remaining)
  }
}

extension Value {
  /// The operand of a number or tensor without history; nil for any other value.
  var flatData: Operand? {
    switch self {
    case .number(let number): .number(number)
    case .tensor(let tensor): .tensor(tensor)
    default: nil
    }
  }

  /// The operand of a number, tensor or row without history; nil for any other value.
  var plainData: Operand? {
    switch self {
    case .number(let number): .number(number)
    case .tensor(let tensor): .tensor(tensor)
    case .row(let row): row.vector.variable == nil ? row.vector : nil
    default: nil
    }
  }

  /// The value with the numbers, tensors and rows in it replaced, in order.
  func replacingData(by operands: inout ArraySlice<Operand>) throws -> Value {
    switch self {
    case .number, .tensor, .variable: return operands.popFirst().map { Value($0) } ?? self
    case .row: return operands.popFirst().map { .row(Row($0)) } ?? self
    case .tuple(let tuple):
      return try .tuple(of: tuple.elements.map { try $0.replacingData(by: &operands) })
    case .record(let record):
      return .record(
        try Record(record.fields.map { (name: $0, value: try $1.replacingData(by: &operands)) })
      )
    default: return self
    }
  }
}

extension CallArguments {
  /// The arguments with the numbers, tensors and rows in them replaced, in order.
  func replacingData(by operands: [Operand]) throws -> CallArguments {
    var remaining = operands[...]
    return CallArguments(
      try positional.map { try $0.replacingData(by: &remaining) },
      named: try named.map { (name: $0, value: try $1.replacingData(by: &remaining)) }
    )
  }
}
