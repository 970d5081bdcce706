import TensorCore

/// A derivative rule in terms of whole arguments: from arguments, result and the result's cotangent to those
/// of the arguments.
public typealias DerivativeRule = (_ arguments: [Tree], _ result: Tree, _ cotangent: Tree) throws
  -> [Tree]

extension Graph {
  /// The value of a function whose derivative by its arguments is what the rule says.
  ///
  /// What the function captured is differentiated as always. The rule runs whenever a derivative is taken, with
  /// values that can be differentiated again.
  ///
  /// - Throws: the function's errors unchanged; a derivative throws `EngineError` where the rule's result has
  ///   another structure or other shapes than the arguments.
  public func value(
    of function: Function,
    withRule rule: @escaping DerivativeRule,
    named name: String,
    at arguments: [Tree]
  ) throws -> Tree {
    try endRecording()
    let points = arguments.map { $0.mapLeaves(\.plain) }
    let result = try function(points)
    let inputs = arguments.flatMap(\.leaves).filter(\.isDifferentiable)
    let outputs = result.leaves.filter(\.isDifferentiable)
    guard !outputs.isEmpty, inputs.contains(where: { $0.variable != nil }) else { return result }
    let form = PackedForm(outputs.map(\.kind))
    let operation = Operation("custom_grad", .call(name), .custom)
    let shape = result.mapLeaves(\.plain)
    userRules.add(
      { [unowned self] operands, packed, cotangent in
        let given = Self.replaced(points, operands)
        let y = shape.replacingDifferentiable(try form.unpacked(packed, self))
        let bar = shape.withoutOthers.replacingDifferentiable(try form.unpacked(cotangent, self))
        let cotangents = try rule(given, y, bar)
        return try Self.contributions(cotangents, points, name)
      },
      for: operation
    )
    defer { _ = userRules.forgetUnused(operation) }
    let packed = try apply(operation, inputs + [form.packed(outputs, self)])
    return result.replacingDifferentiable(try form.unpacked(packed, self))
  }

  private static func replaced(_ points: [Tree], _ operands: [Operand]) -> [Tree] {
    var remaining = operands[...]
    return points.map { point in
      let count = point.leaves.count(where: \.isDifferentiable)
      defer { remaining = remaining.dropFirst(count) }
      return point.replacingDifferentiable(Array(remaining.prefix(count)))
    }
  }

  /// What a rule gave, one entry for each differentiable part of the arguments; nil where it gave nothing.
  private static func contributions(
    _ cotangents: [Tree],
    _ points: [Tree],
    _ name: String
  ) throws -> [Operand?] {
    guard cotangents.count == points.count else { throw otherStructure(name) }
    return try zip(cotangents, points).flatMap { try matched($0, to: $1, name) }
  }

  private static func matched(_ tree: Tree, to point: Tree, _ name: String) throws -> [Operand?] {
    switch (tree, point) {
    case (.leaf(let given), .leaf(let wanted)):
      guard wanted.isDifferentiable else { return [] }
      guard given.shape == wanted.shape else {
        throw EngineError(
          "the rule of \(name) gave a gradient of shape \(given.shape) for an argument of shape "
            + "\(wanted.shape)",
          hint: "a gradient has the shape of the argument"
        )
      }
      return [given]
    case (.tuple(let given), .tuple(let wanted)) where given.count == wanted.count:
      return try zip(given, wanted).flatMap { try matched($0, to: $1, name) }
    case (.record(let given), .record(let wanted)),
      (.record(let given), .parameters(let wanted, _)),
      (.parameters(let given, _), .parameters(let wanted, _)):
      return try wanted.flatMap { field in
        let member = given.first { $0.name == field.name }?.value ?? .other(nil)
        return try matched(member, to: field.value, name)
      }
    case (.other(nil), _):
      return point.leaves.filter(\.isDifferentiable).map { _ in nil }
    case (_, .other): return []
    default: throw otherStructure(name)
    }
  }

  private static func otherStructure(_ name: String) -> EngineError {
    EngineError(
      "the rule of \(name) gave a gradient of another structure than the argument's",
      hint: "for several parameters it gives a tuple with one entry for each"
    )
  }
}

/// How several operands stand in one, so that a rule is asked once for all of them.
private struct PackedForm {
  private let kinds: [Kind]

  init(_ kinds: [Kind]) { self.kinds = kinds }

  func packed(_ operands: [Operand], _ graph: Graph) throws -> Operand {
    guard operands.count > 1 else { return operands[0] }
    let flat = try operands.map { operand in
      try graph.apply(.reshape(to: [operand.shape.count]), operand)
    }
    return try graph.apply(.concat(axis: 0), flat)
  }

  func unpacked(_ packed: Operand, _ graph: Graph) throws -> [Operand] {
    guard kinds.count > 1 else { return [packed] }
    var start = 0
    return try kinds.map { kind in
      let stop = start + kind.shape.count
      defer { start = stop }
      let part = try graph.apply(.index([.slice(start: start, stop: stop, step: 1)]), packed)
      let shaped = try graph.apply(.reshape(to: kind.shape), part)
      return kind.dtype == shaped.dtype
        ? shaped : try graph.apply(.cast(to: kind.dtype), shaped)
    }
  }
}
