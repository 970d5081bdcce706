import TensorCore

extension Graph {
  /// The derivative of a function of one argument: of a number by forward mode, of a tensor element by element.
  ///
  /// - Throws: `EngineError` where the argument is a tensor and the function mixes its elements.
  public func derivative(of function: Function, at argument: Tree, name: String) throws -> Tree {
    guard case .leaf(let operand) = argument, operand.isDifferentiable else {
      throw EngineError(
        "`'` differentiates by a number or tensor, and the argument is neither",
        hint: "`grad(f)` takes records and tuples"
      )
    }
    let trace = try Trace(self, function, at: [argument], selected: [0], names: [name])
    defer { trace.finish() }
    let leaf = trace.allLeaves[0]
    if leaf.shape != .scalar { try requireElementwise(trace.output, leaf) }
    let one = Term(self, constant(try Self.ones(leaf.kind)))
    return try derivatives(of: trace.output).mapLeaves { output in
      guard let variable = output.variable,
        let tangent = try tangent(of: variable, leaf, one, keepsHistory: !trace.isClosed(variable))
      else { return try Self.zeros(output.kind) }
      return trace.settled(tangent)
    }
  }

  /// The result with only what has a derivative in it.
  private func derivatives(of output: Tree) throws -> Tree {
    let differentiable = output.withoutOthers
    if case .other = differentiable {
      throw EngineError(
        "a derivative is taken of numbers, and the function returned \(output.described)"
      )
    }
    return differentiable
  }

  /// The tangent of a value for the given tangent of a leaf.
  private func tangent(
    of output: Variable,
    _ leaf: Variable,
    _ tangent: Term,
    keepsHistory: Bool
  ) throws -> Term? {
    if !keepsHistory, leaf.shape == .scalar, output.shape == .scalar {
      // One number by one number: the backward pass that appends nothing is the shorter way.
      let leaves = [leaf.id]
      return try adjoints(of: output.id, seed: tangent, for: leaves, keepsHistory: false)[0]
    }
    let (before, outerSeed) = (recordsHistory, seed)
    recordsHistory = before && keepsHistory
    seed = tangent.id
    defer {
      recordsHistory = before
      seed = outerSeed
    }
    var expansion = Expansion(self)
    try expansion.expand(from: [leaf.id], to: output.id)
    let pass = ForwardPass(graph: self)
    let start = expansion.node(leaf.id)
    return try pass.run(from: [(start, tangent)], outputs: [expansion.node(output.id)])[0]
  }

  static func ones(_ kind: Kind) throws -> Operand {
    Operand(try Tensor.filled(1, shape: kind.shape, dtype: kind.dtype))
  }

  private func requireElementwise(_ output: Tree, _ leaf: Variable) throws {
    for operand in output.leaves {
      guard let variable = operand.variable else { continue }
      for id in path(from: [leaf.id], to: variable.id) where id != leaf.id {
        guard operation(of: id).actsElementwise, kind(of: id).shape == leaf.shape else {
          let culprit = operation(of: id).name
          throw EngineError(
            "`'` works element by element, and the function mixes elements in `\(culprit)`",
            hint: "`jacobian(f)` gives all derivatives, `grad(f)` those of one number"
          )
        }
      }
    }
  }
}

extension Operation {
  /// Whether an element of the result depends on the operands' elements at the same place only.
  fileprivate var actsElementwise: Bool {
    switch family {
    case .unary, .elementwise, .binary: true
    default: self === Operation.identity || self === Operation.select
    }
  }
}
