import TensorCore

extension Graph {
  /// The Jacobian of a function by the `selected` arguments, in the structure of each.
  ///
  /// A block has the shape of the output followed by that of the input; a tuple of numbers counts as a vector.
  public func jacobian(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> [Tree] {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    let output = try vector(of: trace.output)
    return try selected.map { index in
      let blocks = try trace.leaves[index].map { leaf in
        guard let variable = output.variable else {
          return try Self.zeros(Kind(output.shape + leaf.shape, leaf.dtype))
        }
        let history = !trace.isClosed(variable)
        return trace.settled(try block(Term(self, variable.id), leaf, keepsHistory: history))
      }
      return arguments[index].withoutOthers.replacingDifferentiable(blocks)
    }
  }

  /// The Jacobian of a value by one it was computed from.
  public func jacobian(of output: Variable, for target: Variable) throws -> Operand {
    let mark = end
    defer { sweep(from: mark) }
    return wrapped(try block(Term(self, output.id), target, keepsHistory: true).id)
  }

  /// A function's result as one tensor.
  func vector(of tree: Tree) throws -> Operand {
    switch tree {
    case .leaf(let operand) where operand.isDifferentiable: return operand
    case .tuple(let members):
      let operands = members.flatMap(\.leaves)
      guard !operands.isEmpty, operands.allSatisfy({ $0.shape == .scalar && $0.isDifferentiable })
      else { break }
      return try apply(.stack(axis: 0), operands)
    default: break
    }
    throw EngineError("a Jacobian is taken of a number, a tensor or a tuple of numbers")
  }

  /// All derivatives of one node by one leaf, by whichever mode needs fewer passes.
  func block(_ output: Term, _ leaf: Variable, keepsHistory: Bool) throws -> Term {
    let target = output.shape + leaf.shape
    guard target.count > 0 else { return output.constant(try Self.zeros(Kind(target)).value) }
    let before = recordsHistory
    recordsHistory = before && keepsHistory
    defer { recordsHistory = before }
    var expansion = Expansion(self)
    try expansion.expand(from: [leaf.id], to: output.id)
    let (source, result) = (expansion.node(leaf.id), Term(self, expansion.node(output.id)))
    let isTall = leaf.shape.count <= output.shape.count
    let rows =
      try isTall
      ? columns(of: result, by: source)
      : self.rows(of: result, by: source)
    guard let rows else { return output.constant(try Self.zeros(Kind(target, leaf.dtype)).value) }
    return try rows.reshaped(to: target)
  }

  /// The columns of a Jacobian by forward mode, stacked to `(m, n)`.
  private func columns(of output: Term, by leaf: NodeID) throws -> Term? {
    var columns: [NodeID] = []
    let kind = kind(of: leaf)
    for element in 0..<kind.shape.count {
      try interruption.check()
      let tangent = output.constant(try Tensor.unit(element, kind))
      let pass = ForwardPass(graph: self)
      guard let column = try pass.run(from: [(leaf, tangent)], outputs: [output.id])[0] else {
        return nil
      }
      columns.append(try column.reshaped(to: [output.shape.count]).id)
    }
    return Term(self, try record(.stack(axis: 1), columns))
  }

  /// The rows of a Jacobian by reverse mode, stacked to `(m, n)`.
  private func rows(of output: Term, by leaf: NodeID) throws -> Term? {
    var rows: [NodeID] = []
    for element in 0..<output.shape.count {
      try interruption.check()
      let cotangent = output.constant(try Tensor.unit(element, output.kind))
      var pass = ReversePass(self)
      guard let row = try pass.run(from: output.id, seed: cotangent, wanted: [leaf])[0] else {
        return nil
      }
      rows.append(try row.reshaped(to: [kind(of: leaf).shape.count]).id)
    }
    return Term(self, try record(.stack(axis: 0), rows))
  }
}

extension Tensor {
  /// Zeros with a one at a row-major position.
  static func unit(_ position: Int, _ kind: Kind) throws -> Tensor {
    var values = [Double](repeating: 0, count: kind.shape.count)
    values[position] = 1
    return try Tensor(values: values, shape: kind.shape, dtype: kind.dtype)
  }
}

extension Shape {
  /// The axes of both, one after the other.
  static func + (left: Shape, right: Shape) -> Shape { Shape(left.dimensions + right.dimensions) }
}
