import Autodiff
import Language
import Networks
import TensorCore

/// A value as a file holds it: arrays by name, dots between the names of records in records.
///
/// A tuple's members are numbered; a model's parameters have the names they have in its gradients, and its running
/// statistics stand behind them.
struct SavedArrays {
  /// A tensor or text with its name.
  private(set) var columns: [FileContent.Column] = []
  private let context: Context

  init(_ value: Value, in context: Context) throws {
    self.context = context
    try collect(value, name: "")
  }

  /// The name of the first column that holds text.
  var firstText: String? {
    columns.first { if case .texts = $0.cells { true } else { false } }?.name
  }

  /// The arrays without the texts.
  var arrays: [NamedTensor] {
    columns.compactMap { column in
      guard case .numbers(let tensor) = column.cells else { return nil }
      return NamedTensor(column.name, tensor)
    }
  }

  private mutating func collect(_ value: Value, name: String) throws {
    if let tensor = try value.operand?.value {
      columns.append(FileContent.Column(name, .numbers(tensor)))
      return
    }
    switch value {
    case .record(let record): try collect(record.fields.map { ($0, $1) }, in: name)
    case .tuple(let tuple):
      if let texts = tuple.texts {
        columns.append(FileContent.Column(name, .texts(texts)))
      } else {
        try collect(tuple.elements.enumerated().map { ("\($0)", $1) }, in: name)
      }
    case .function(let model as ModelFunction):
      try collect(
        zip(model.model.parameters, model.currentValues).map { ($0.name, Value($1)) },
        in: name
      )
      try collect(model.model.states.map { ($0.name, Value($0.state.value)) }, in: name)
    case .object(let object):
      guard let record = try object.record(in: context) else { throw refused(value, name) }
      // Of a result, such as a history, the numbers: a word on how it ended is no part of them.
      try collect(record.fields.filter { $1.isNumeric }.map { ($0, $1) }, in: name)
    default: throw refused(value, name)
    }
  }

  private mutating func collect(_ members: [(name: String, value: Value)], in name: String) throws {
    for member in members {
      try collect(member.value, name: name.isEmpty ? member.name : "\(name).\(member.name)")
    }
  }

  private func refused(_ value: Value, _ name: String) -> Diagnostic {
    Diagnostic(
      .type,
      name.isEmpty
        ? "files hold numbers, and this is \(value.described)"
        : "files hold numbers, and `\(name)` is \(value.described)",
      hint: "save a tensor, a model, or a record of them"
    )
  }
}

extension Value {
  fileprivate var isNumeric: Bool {
    switch self {
    case .string, .none: false
    default: true
    }
  }
}

extension Tuple {
  /// The members of a tuple that has nothing but text; nil for others and for the empty one.
  fileprivate var texts: [String]? {
    let texts = elements.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
    return texts.count == elements.count && !texts.isEmpty ? texts : nil
  }
}
