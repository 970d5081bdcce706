import Autodiff
import Language
import TensorCore

/// `r.name`.
final class FieldNode: Node {
  let base: Node
  let name: String
  let nameLocation: Location

  init(_ base: Node, _ name: String, at nameLocation: Location, _ location: Location) {
    self.base = base
    self.name = name
    self.nameLocation = nameLocation
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
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
    if context.globals.builtin(name) != nil, !near.contains(name) {
      hint = "write `\(name)(\(base.shortText ?? "x"))`"
    } else if !near.isEmpty {
      hint = "did you mean " + near.map { "`\($0)`" }.joined(separator: " or ") + "?"
    } else if known.isEmpty {
      hint = nil
    } else {
      hint = "it has " + known.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    }
    return Diagnostic(
      .name,
      "\(value.described) has no field `\(name)`",
      at: nameLocation,
      hint: hint
    )
  }

  override var height: Int { 1 + base.height }
}

extension Context {
  /// `value.name`; nil where there is no such field.
  func field(_ name: String, of value: Value) throws -> Value? {
    switch value {
    case .record(let record): return record[name]
    case .object(let object): return try object.field(name, in: self)
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
    case .string, .tuple, .function, .none, .unassigned: []
    }
  }
}
