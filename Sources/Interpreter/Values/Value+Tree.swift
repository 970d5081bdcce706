public import Autodiff
import Networks

extension Value {
  /// The form in which the value reaches a transform.
  public func tree(in context: Context) throws -> Tree {
    switch self {
    case .tuple(let tuple):
      return .tuple(try tuple.elements.map { try $0.tree(in: context) })
    case .record(let record):
      return try Value.tree(of: record, in: context)
    case .object(let object):
      guard let record = try object.record(in: context) else { return .other(ValueBox(self)) }
      return try Value.tree(of: record, in: context)
    case .number, .tensor, .variable, .parameter, .row:
      guard let operand = try operand else { return .other(ValueBox(self)) }
      return .leaf(operand)
    case .function(let function):
      return try function.tree(in: context) ?? .other(ValueBox(self))
    case .bool, .string, .range, .none, .unassigned:
      return .other(ValueBox(self))
    }
  }

  /// What a transform gives back; what was not differentiable and removed is none.
  public init(_ tree: Tree) throws {
    switch tree {
    case .leaf(let operand): self.init(operand)
    case .tuple(let members): self = try .tuple(of: members.map { try Value($0) })
    case .record(let fields):
      self = .record(try Record(fields.map { ($0.name, try Value($0.value)) }))
    case .parameters(_, let owner): self = (owner as? ModelFunction)?.value(tree.leaves) ?? .none
    case .other(let model as InnerModel): self = .function(ModelFunction(model))
    case .other(let object): self = (object as? ValueBox)?.value ?? .none
    }
  }

  private static func tree(of record: Record, in context: Context) throws -> Tree {
    .record(try record.fields.map { ($0, try $1.tree(in: context)) })
  }
}

/// A value on its way through the engine, which looks at its differentiable parts only.
final class ValueBox: CustomStringConvertible {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  /// What messages call it.
  var description: String { value.described }
}
