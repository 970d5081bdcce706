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
    let leaves = trace.allLeaves
    guard let variable = output.variable else {
      let zeros = try leaves.map { try Self.zeros(Kind(output.shape + $0.shape, $0.dtype)) }
      return trace.structured(zeros, like: arguments, selected: selected)
    }
    let blocks = try self.blocks(
      of: variable.id,
      by: leaves.map(\.id),
      keepsHistory: !trace.isClosed(variable)
    )
    return trace.structured(blocks.map(trace.settled), like: arguments, selected: selected)
  }

  /// The Jacobian of a value by one it was computed from.
  public func jacobian(of output: Variable, for target: Variable) throws -> Operand {
    let mark = end
    defer { sweep(from: mark) }
    return try blocks(of: output.id, by: [target.id], keepsHistory: true)[0]
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
    throw EngineError(
      "a Jacobian is taken of a number, a tensor or a tuple of numbers, and the function returned "
        + tree.described
    )
  }
}

extension Shape {
  /// The axes of both, one after the other.
  static func + (left: Shape, right: Shape) -> Shape { Shape(left.dimensions + right.dimensions) }
}
