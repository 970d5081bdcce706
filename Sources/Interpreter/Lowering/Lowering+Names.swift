import Language

extension Lowering {
  func name(_ name: String, _ scope: Scope, _ place: Location) -> Node {
    switch scope.resolve(name) {
    case .slot(let slot):
      let local = LocalNode(slot: slot, name: name, place)
      guard scope.isAugmentedOnly(name), let outer = outside(name, scope, place) else {
        return local
      }
      return ParameterOrLocalNode(local, outer: outer)
    case .captured(let index): return CapturedNode(index: index, name: name, place)
    case .sibling(let index): return SiblingNode(index: index, name: name, place)
    case .global:
      let cell = globals.cell(name)
      // What nothing has been assigned to yet may be a slip: only then are the locals looked at.
      let isKnown = cell.isAssigned || cell.builtin != nil
      let near = isKnown ? [] : nearestNames(to: name, among: scope.visibleLocals)
      return GlobalNode(cell, nearLocals: near, place)
    }
  }

  /// The name as it is found outside the running function.
  func outside(_ name: String, _ scope: Scope, _ place: Location) -> Node? {
    guard let enclosing = scope.frame.enclosing else { return nil }
    switch enclosing.resolve(name) {
    case .global: return GlobalNode(globals.cell(name), place)
    case .slot(let slot):
      return CapturedNode(index: scope.frame.capture(name, .slot(slot)), name: name, place)
    case .captured(let index):
      return CapturedNode(index: scope.frame.capture(name, .captured(index)), name: name, place)
    case .sibling: return nil
    }
  }

  /// Where an assignment to a name puts its value; nil where the name belongs outside the function.
  func place(_ name: String, _ scope: Scope) -> Place? {
    scope.frame.noteAssignment()
    return home(name, scope)
  }

  /// Where a name that is assigned somewhere has its value; nil where it belongs outside the function.
  func home(_ name: String, _ scope: Scope) -> Place? {
    switch scope.resolve(name) {
    case .slot(let slot): .slot(slot)
    case .global: scope.frame.enclosing == nil ? .global(globals.cell(name)) : nil
    case .captured, .sibling: nil
    }
  }

  func target(_ pattern: Pattern, _ scope: Scope) -> BindingTarget {
    switch pattern {
    case .name(let name, _):
      guard let place = place(name, scope) else {
        preconditionFailure("every name a function assigns is declared before it is lowered")
      }
      return .place(place, name: name)
    case .tuple(let patterns, let span):
      return .tuple(patterns.map { target($0, scope) }, location(span))
    }
  }
}

/// A name that a function changes with `+=` only: its own local, or a parameter of that name outside.
final class ParameterOrLocalNode: Node {
  let local: LocalNode
  let outer: Node

  init(_ local: LocalNode, outer: Node) {
    self.local = local
    self.outer = outer
    super.init(local.location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    if case .unassigned = frame[local.slot] {
      let value = try? outer.evaluate(&frame)
      if case .parameter(let parameter) = value, parameter.name == local.name {
        return .parameter(parameter)
      }
    }
    return try local.evaluate(&frame)
  }
}
