import TensorCore

extension Graph {
  /// The product of a function's Hessian with a direction, forward over reverse: the Hessian is never formed.
  ///
  /// The direction has one operand, of the same kind, for each differentiable leaf of the `selected` arguments, from
  /// the first argument to the last.
  ///
  /// - Returns: One tree for each selected argument, in its structure.
  /// - Throws: `EngineError` where the function doesn't return one number.
  public func hessianProduct(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    along direction: [Operand],
    names: [String] = []
  ) throws -> [Tree] {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    let output = try Self.oneNumber(trace.output)
    let gradient = try recordedGradient(of: output, trace)
    let isPlain = direction.allSatisfy { $0.variable == nil }
    let isClosed = output.variable.map(trace.isClosed) ?? true
    var products = try tangents(
      of: gradient.compactMap { $0?.id },
      for: zip(trace.allLeaves, direction).map { ($0.id, $1) },
      keepsHistory: !isPlain || !isClosed
    )[...]
    let results = try zip(trace.allLeaves, gradient).map { leaf, adjoint in
      guard adjoint != nil, let product = products.popFirst() else {
        return try Self.zeros(leaf.kind)
      }
      return try product.map(trace.settled) ?? Self.zeros(leaf.kind)
    }
    return trace.structured(results, like: arguments, selected: selected)
  }

  /// The sum of the second derivatives of a function by each element: the trace of the Hessian.
  ///
  /// - Complexity: One backward pass, and a forward pass through it for every element.
  /// - Throws: `EngineError` where the function doesn't return one number.
  public func laplacian(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> Operand {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    let output = try Self.oneNumber(trace.output)
    let gradient = try recordedGradient(of: output, trace)
    let held = holding(gradient)
    defer { withExtendedLifetime(held) {} }
    let isClosed = output.variable.map(trace.isClosed) ?? true
    var sum: Term?
    for (leaf, adjoint) in zip(trace.allLeaves, gradient) {
      guard let adjoint else { continue }
      let own = try ownSlopes(of: adjoint, from: 0, by: leaf, keepsHistory: !isClosed)
      guard let own else { continue }
      sum = try sum.map { try $0.combined(.add, own, keepsHistory: !isClosed) } ?? own
    }
    return try sum.map(trace.settled) ?? Self.zeros(output.kind)
  }

  /// The adjoints of a run's leaves, with the history that a second derivative needs.
  private func recordedGradient(of output: Operand, _ trace: Trace) throws -> [Term?] {
    let leaves = trace.allLeaves
    guard let variable = output.variable else { return leaves.map { _ in nil } }
    return try adjoints(
      of: variable.id,
      seed: Term(self, constant(try Self.one(output.dtype))),
      for: leaves.map(\.id),
      keepsHistory: true
    )
  }
}
