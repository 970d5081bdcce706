import Autodiff
import Language
import TensorCore

/// `r.name`.
final class FieldNode: Node {
  let base: Node
  let name: String
  let nameLocation: Location
  private let slot: Int?

  init(_ base: Node, _ name: String, at nameLocation: Location, _ location: Location) {
    self.base = base
    self.name = name
    self.nameLocation = nameLocation
    slot = (base as? LocalNode)?.slot
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    if let slot, let field = frame.field(name, of: slot) { return field }
    let value = try base.evaluate(&frame)
    if case .record(let record) = value, let field = record[name] { return field }
    let context = frame.context
    return try located {
      if let field = try context.field(name, of: value) { return field }
      throw try unknownField(of: value, context)
    }
  }

  private func unknownField(of value: Value, _ context: Context) throws -> Diagnostic {
    let known = try context.fieldNames(of: value)
    let near = nearestNames(to: name, among: known)
    let hint: String?
    let text = base.shortText ?? "x"
    if name == "grad", case .variable = value {
      hint = "`grad(\(text))` gives the gradient by every parameter, `grad(\(text), w)` by one"
    } else if value.isModel, let foreign = foreignModelFieldHint(name, of: text, known: known) {
      hint = foreign
    } else if let foreign = foreignFieldHint(name, of: text), !value.isFunction {
      hint = foreign
    } else if context.globals.builtin(name) != nil, !near.contains(name) {
      hint = "write `\(call(on: text, isFunction: value.isFunction))`"
    } else if !near.isEmpty {
      hint = "did you mean " + near.map { "`\($0)`" }.joined(separator: " or ") + "?"
    } else if case .tuple = value {
      hint = "a part of a tuple is read as `\(text)[0]`"
    } else if value.isFunction, known.isEmpty {
      hint = "a function is called: `\(text)(…)`"
    } else {
      hint = FieldNode.hint(listing: known)
    }
    return Diagnostic(
      .name,
      "\(value.described) has no field `\(name)`",
      at: nameLocation,
      hint: hint
    )
  }

  /// What there is instead; nil where there is nothing.
  static func hint(listing names: [String]) -> String? {
    names.isEmpty ? nil : "it has " + names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
  }

  /// `sum(x)` for `x.sum()`, `reshape(A, 4)` for `A.reshape(4)`, `grad(f)(3)` for `f.grad(3)`.
  private func call(on base: String, isFunction: Bool) -> String {
    guard let arguments = argumentsBehind, !arguments.isEmpty else { return "\(name)(\(base))" }
    return isFunction ? "\(name)(\(base))(\(arguments))" : "\(name)(\(base), \(arguments))"
  }

  /// What stands in the parentheses directly behind the name; nil where none do, or more than fits.
  private var argumentsBehind: String? {
    let text = nameLocation.source.text.utf8
    let rest = text.dropFirst(nameLocation.span.upper).prefix(40)
    guard rest.first == UInt8(ascii: "(") else { return nil }
    var depth = 0
    for (index, byte) in zip(rest.indices, rest) {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if byte == UInt8(ascii: "\n") { return nil }
      if depth == 0 { return String(rest[rest.index(after: rest.startIndex)..<index]) }
    }
    return nil
  }

  override var height: Int { 1 + base.height }
}

extension Value {
  fileprivate var isModel: Bool {
    if case .function(let function) = self { function is ModelFunction } else { false }
  }

  fileprivate var isFunction: Bool {
    if case .function = self { true } else { false }
  }
}

extension Context {
  /// `value.name`; nil where there is no such field.
  func field(_ name: String, of value: Value) throws -> Value? {
    switch value {
    case .record(let record): return record[name]
    case .object(let object): return try object.field(name, in: self)
    case .function(let function):
      // A model's running statistics change without being assigned.
      if (function as? ModelFunction)?.model.states.isEmpty == false { try graph.endRecording() }
      return try function.field(name)
    default: break
    }
    guard let operand = try value.operand else { return nil }
    switch name {
    case "shape":
      return try .tuple(of: operand.shape.dimensions.map { .number(Double($0)) })
    case "dtype": return .string(operand.dtype.name)
    default: return nil
    }
  }

  /// The fields that completion and near names offer.
  func fieldNames(of value: Value) throws -> [String] {
    switch value {
    case .record(let record): record.names
    case .object(let object): object.fieldNames
    case .number, .bool, .tensor, .variable, .parameter, .row, .range: ["shape", "dtype", "T"]
    case .function(let function): function.fieldNames
    case .string, .tuple, .none, .unassigned: []
    }
  }
}
