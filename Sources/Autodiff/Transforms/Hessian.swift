import TensorCore

extension Graph {
  /// The second derivatives of a function by every pair of differentiable parts of the `selected` arguments.
  ///
  /// - Returns: Rows and columns in the order of the parts; a block has the shapes of both, one after the other.
  /// - Throws: `EngineError` where the function doesn't return one number.
  public func hessian(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> [[Operand]] {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    let output = try Self.oneNumber(trace.output, for: "a Hessian")
    let leaves = trace.allLeaves
    guard let variable = output.variable else { return try Self.zeroBlocks(leaves) }
    let blocks = try hessianBlocks(
      of: variable,
      by: leaves,
      keepsHistory: !trace.isClosed(variable)
    )
    return blocks.map { $0.map { trace.settled($0) } }
  }

  /// The second derivatives of a value by others it was computed from.
  public func hessian(of output: Variable, for targets: [Variable]) throws -> [[Operand]] {
    guard output.shape == .scalar else {
      throw Self.notOneNumber(output.shape, for: "a Hessian")
    }
    let mark = end
    defer { sweep(from: mark) }
    return try hessianBlocks(of: output, by: targets, keepsHistory: true)
  }

  private func hessianBlocks(
    of output: Variable,
    by leaves: [Variable],
    keepsHistory: Bool
  ) throws -> [[Operand]] {
    let seed = Term(self, constant(try Self.one(output.dtype)))
    let gradients = try adjoints(
      of: output.id,
      seed: seed,
      for: leaves.map(\.id),
      keepsHistory: true
    )
    // A pass that is over lets go of what it used, and there is one for each leaf.
    let held = holding(gradients)
    defer { withExtendedLifetime(held) {} }
    // One forward pass for each column gives the tangents of all gradients.
    let found = gradients.compactMap { $0?.id }
    let columns = try leaves.map {
      try self.columns(of: found, by: $0.id, keepsHistory: keepsHistory)
    }
    var next = 0
    return try zip(leaves, gradients).map { row, gradient in
      guard gradient != nil else {
        return try leaves.map { try Self.zeros(Kind(row.shape + $0.shape, row.dtype)) }
      }
      defer { next += 1 }
      return columns.map { $0[next] }
    }
  }

  private static func zeroBlocks(_ leaves: [Variable]) throws -> [[Operand]] {
    try leaves.map { row in
      try leaves.map { try zeros(Kind(row.shape + $0.shape, row.dtype)) }
    }
  }
}
