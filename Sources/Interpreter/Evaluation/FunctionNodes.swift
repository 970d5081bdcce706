import Language

/// A lambda, or a definition at the top level: makes a closure.
final class ClosureNode: Node {
  let template: FunctionTemplate

  init(_ template: FunctionTemplate, _ location: Location) {
    self.template = template
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let captures = try frame.captures(of: template)
    return try located {
      .function(try Closure(template, captures: captures, siblings: nil))
    }
  }
}

/// A definition inside a function, which sees the others of its block.
final class LocalDefinitionNode: Node {
  let template: FunctionTemplate
  let index: Int
  let slot: Int
  let block: DefinitionBlock

  init(
    _ template: FunctionTemplate,
    index: Int,
    slot: Int,
    in block: DefinitionBlock,
    _ location: Location
  ) {
    self.template = template
    self.index = index
    self.slot = slot
    self.block = block
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let captures = try frame.captures(of: template)
    let siblings = currentSiblings(&frame)
    siblings.define(index, captures: captures)
    let closure = try located {
      try Closure(template, captures: captures, siblings: siblings)
    }
    frame[slot] = .function(closure)
    return .function(closure)
  }

  override func finish(_ frame: inout Frame) throws -> Flow {
    let function = try evaluate(&frame)
    frame.result = template.isLambda ? function : .none
    return .next
  }

  override var isPlainExpression: Bool { false }

  /// The block's functions; new ones where this definition runs again, in a loop.
  private func currentSiblings(_ frame: inout Frame) -> Siblings {
    if case .object(let object) = frame[block.slot], let siblings = object as? Siblings,
      !siblings.isDefined(index)
    {
      return siblings
    }
    let siblings = Siblings(block.templates)
    frame[block.slot] = .object(siblings)
    return siblings
  }
}

/// The definitions of one block, known as they are lowered.
final class DefinitionBlock {
  let slot: Int
  let names: [String]
  var templates: [FunctionTemplate] = []

  init(slot: Int, names: [String]) {
    self.slot = slot
    self.names = names
  }
}

/// A function of the block that the running function was defined in.
final class SiblingNode: Node {
  let index: Int
  let name: String

  init(index: Int, name: String, _ location: Location) {
    self.index = index
    self.name = name
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    guard let closure = frame.closure else {
      preconditionFailure("siblings are called inside functions only")
    }
    if closure.template.siblingIndex == index { return .function(closure) }
    guard let sibling = try closure.siblings?.function(index) else {
      throw Diagnostic(.name, "`\(name)` is called before it is defined", at: location)
    }
    return .function(sibling)
  }

  override var calleeSource: CalleeSource { .sibling(index) }
}

/// `f(x) = …`: gives the name a function, and has no value itself.
final class DefinitionNode: Node {
  let place: Place
  let closure: Node

  init(_ place: Place, _ closure: Node, _ location: Location) {
    self.place = place
    self.closure = closure
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    place.put(try closure.evaluate(&frame), &frame)
    return .none
  }
}

extension Frame {
  /// The values a function made here takes with it.
  func captures(of template: FunctionTemplate) throws -> [Value] {
    try template.captures.map { source in
      switch source {
      case .slot(let slot): return self[slot]
      case .captured(let index): return closure?.captures[index] ?? .unassigned
      case .sibling(let index):
        guard let closure else { return .unassigned }
        if closure.template.siblingIndex == index { return .function(closure) }
        return try closure.siblings?.function(index).map { .function($0) } ?? .unassigned
      }
    }
  }
}
