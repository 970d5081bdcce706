import Language

/// `name = value`.
final class AssignmentNode: Node {
  let place: Place
  let name: String
  let value: Node

  init(_ place: Place, name: String, _ value: Node, _ location: Location) {
    self.place = place
    self.name = name
    self.value = value
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    _ = try run(&frame)
    return place.value(frame)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    assign(try value.evaluate(&frame), &frame)
    return .next
  }

  /// Gives the name its value.
  func assign(_ result: Value, _ frame: inout Frame) {
    if case .number(let number) = result, number.isFinite {
      place.put(result, &frame)
      return
    }
    frame.context.reportNonFinite(result, at: value.location)
    result.takeName(name)
    place.put(result, &frame)
  }

  override var height: Int { 1 + value.height }
}

/// `(a, b) = value`.
final class DestructuringNode: Node {
  let target: BindingTarget
  let value: Node
  /// The members, where the value is written as a tuple with one for each name.
  private let members: NodeList?
  private let places: [(place: Place, name: String)]

  init(_ target: BindingTarget, _ value: Node, _ location: Location) {
    self.target = target
    self.value = value
    places = target.places ?? []
    let elements = (value as? TupleNode)?.elements
    members = !places.isEmpty && elements?.count == places.count ? elements : nil
    super.init(location)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    guard let members else {
      _ = try evaluate(&frame)
      return .next
    }
    let start = frame.reserve(members.count)
    defer { frame.release(from: start) }
    for position in 0..<members.count {
      frame.put(try members.evaluate(position, &frame), at: start + position)
    }
    for position in 0..<members.count {
      let part = frame.take(at: start + position)
      if case .number(let number) = part, number.isFinite {
        places[position].place.put(part, &frame)
        continue
      }
      frame.context.reportNonFinite(part, at: value.location)
      part.takeName(places[position].name)
      places[position].place.put(part, &frame)
    }
    return .next
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let result = try value.evaluate(&frame)
    frame.context.reportNonFinite(result, at: value.location)
    try target.bind(result, &frame, at: location)
    return result
  }

  override var height: Int { 1 + value.height }
}

/// `name += value` and its kin.
final class AugmentedAssignmentNode: Node {
  let place: Place
  let name: String
  let operation: BinaryOperator
  let value: NumericOperand
  let nameNode: NumericOperand
  /// The string that `+=` always appends.
  private let constantTail: String?
  /// Whether a parameter of this name is set; an argument of a function is rebound.
  let setsParameter: Bool
  let origin: UInt32

  init(
    _ place: Place,
    name: String,
    nameNode: Node,
    _ operation: BinaryOperator,
    _ value: Node,
    sets setsParameter: Bool,
    origin: UInt32,
    _ location: Location
  ) {
    self.name = name
    self.nameNode = NumericOperand(nameNode)
    self.setsParameter = setsParameter
    self.place = place
    self.operation = operation
    self.value = NumericOperand(value)
    constantTail = operation == .add ? value.constantString : nil
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    if let parameter = try change(&frame) { return parameter }
    return place.value(frame)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    _ = try change(&frame)
    return .next
  }

  /// Gives the place its new value, or sets the parameter that the name stands for and gives that.
  private func change(_ frame: inout Frame) throws -> Value? {
    if let constantTail, place.lengthen(by: constantTail, &frame) { return nil }
    let step = try value.evaluate(&frame)
    if operation == .add, case .string(let tail) = step, place.holdsString(frame) {
      _ = place.lengthen(by: tail.string, &frame)
      return nil
    }
    let old = try nameNode.evaluate(&frame)
    if case .number(let x) = old, case .number(let y) = step {
      let result = operation.numberResult(x, y)
      if !result.isFinite {
        let context = frame.context
        context.noteNonFinite(operation.rawValue, [x, y], result, at: location)
        context.reportNonFinite(.number(result), at: location)
      }
      place.put(.number(result), &frame)
      return nil
    }
    let context = frame.context
    let result =
      try context.recorded(operation.elementwiseOperation, old, step, origin)
      ?? context.binary(operation, old, step, nameNode.node, value.node, self, origin)
    context.reportNonFinite(result, at: location)
    if setsParameter, case .parameter(let parameter) = old, parameter.name == name {
      try located { try parameter.assign(result) }
      return old
    }
    result.takeName(name)
    place.put(result, &frame)
    return nil
  }

  override var height: Int { 1 + value.height }
}

/// `name := value`: sets the parameter that the name stands for.
final class ParameterSettingNode: Node {
  let name: Node
  let value: Node

  init(_ name: Node, _ value: Node, _ location: Location) {
    self.name = name
    self.value = value
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let result = try value.evaluate(&frame)
    let target = try declared(&frame)
    let context = frame.context
    context.reportNonFinite(result, at: value.location)
    try located { try context.set(target, to: result, called: name.shortText ?? "it") }
    return target
  }

  private func declared(_ frame: inout Frame) throws -> Value {
    do {
      return try name.evaluate(&frame)
    } catch let unknown as Diagnostic where unknown.kind == .name && unknown.hint == nil {
      let text = name.shortText ?? "w"
      throw Diagnostic(
        .name,
        unknown.message,
        at: unknown.location,
        hint: "`\(text) = param(…)` makes a parameter, `\(text) = …` a name"
      )
    }
  }

  override var height: Int { 1 + max(name.height, value.height) }
}
