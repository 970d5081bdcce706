/// A value made of differentiable parts: the form in which arguments and results reach the transforms.
public indirect enum Tree {
  case leaf(Operand)
  case tuple([Tree])
  case record([(name: String, value: Tree)])
  /// The parameters of a model, in the structure of a record; the owner turns them into a model again.
  case parameters([(name: String, value: Tree)], of: AnyObject)
  /// Something that no derivative is taken of; it is passed through untouched.
  case other(AnyObject?)

  /// The operands in it, from left to right.
  public var leaves: [Operand] {
    var found: [Operand] = []
    visit { found.append($0) }
    return found
  }

  /// The tree with every operand replaced; what is not differentiable stays.
  public func mapLeaves(_ transform: (Operand) throws -> Operand) rethrows -> Tree {
    switch self {
    case .leaf(let operand): .leaf(try transform(operand))
    case .tuple(let members): .tuple(try members.map { try $0.mapLeaves(transform) })
    case .record(let fields):
      .record(try fields.map { ($0.name, try $0.value.mapLeaves(transform)) })
    case .parameters(let fields, let owner):
      .parameters(try fields.map { ($0.name, try $0.value.mapLeaves(transform)) }, of: owner)
    case .other: self
    }
  }

  /// The same structure with what is not differentiable removed: nothing stands in its place.
  ///
  /// It has the form of derivatives, in which a model is the record of its parameters.
  public var withoutOthers: Tree {
    switch self {
    case .leaf(let operand): operand.isDifferentiable ? self : .other(nil)
    case .tuple(let members): .tuple(members.map(\.withoutOthers))
    case .record(let fields), .parameters(let fields, _):
      .record(fields.map { ($0.name, $0.value.withoutOthers) })
    case .other: .other(nil)
    }
  }

  /// The structure with new operands for those that `isDifferentiable` holds for, in order.
  func replacingDifferentiable(_ operands: [Operand]) -> Tree {
    var remaining = operands[...]
    return mapLeaves { $0.isDifferentiable ? remaining.popFirst() ?? $0 : $0 }
  }

  /// What messages call it: `a tuple of 2`, `a bool`.
  package var described: String {
    switch self {
    case .leaf(let operand):
      operand.shape == .scalar
        ? (operand.isDifferentiable ? "a number" : "a bool") : "a tensor of shape \(operand.shape)"
    case .tuple(let members): "a tuple of \(members.count)"
    case .record: "a record"
    case .parameters: "a model"
    case .other(let object): (object as? any CustomStringConvertible)?.description ?? "none"
    }
  }

  private func visit(_ body: (Operand) -> Void) {
    switch self {
    case .leaf(let operand): body(operand)
    case .tuple(let members): for member in members { member.visit(body) }
    case .record(let fields), .parameters(let fields, _):
      for field in fields { field.value.visit(body) }
    case .other: break
    }
  }
}

/// A function as the engine sees it.
///
/// Errors of the user's code pass through unchanged.
public typealias Function = (_ arguments: [Tree]) throws -> Tree

extension Operand {
  /// Whether a derivative can be taken by it: numbers and float tensors, but not bools.
  public var isDifferentiable: Bool { dtype != .bool }
}
