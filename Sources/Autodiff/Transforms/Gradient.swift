import TensorCore

extension Graph {
  /// The value of a function and its gradient by the `selected` arguments, each in the structure of the argument.
  ///
  /// - Throws: `EngineError` where the function doesn't return one number; the function's own errors unchanged.
  public func valueAndGradient(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> (value: Operand, gradients: [Tree]) {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    defer { trace.finish() }
    let output = try Self.oneNumber(trace.output)
    let leaves = trace.allLeaves
    var adjoints = [Term?](repeating: nil, count: leaves.count)
    if let variable = output.variable {
      adjoints = try self.adjoints(
        of: variable.id,
        seed: Term(self, try constant(Self.one(output.dtype))),
        for: leaves.map(\.id),
        keepsHistory: !trace.isClosed(variable)
      )
    }
    let results = try zip(leaves, adjoints).map { leaf, adjoint in
      try adjoint.map(trace.settled) ?? Self.zeros(leaf.kind)
    }
    let gradients = trace.structured(results, like: arguments, selected: selected)
    return (trace.settled(output), gradients)
  }

  /// The gradient of a value by others it was computed from; zeros where it doesn't depend on them.
  ///
  /// The results can be differentiated again; how they were computed is spelled out when that happens.
  ///
  /// - Throws: `EngineError` where the value is not one number.
  public func gradient(of output: Variable, for targets: [Variable]) throws -> [Operand] {
    try zip(targets, gradientWhereReached(of: output, for: targets)).map { target, gradient in
      try gradient ?? Self.zeros(target.kind)
    }
  }

  /// The same, with nil for targets that the output does not depend on.
  public func gradientWhereReached(
    of output: Variable,
    for targets: [Variable]
  ) throws -> [Operand?] {
    guard output.shape == .scalar else { throw Self.notOneNumber(output.shape) }
    let mark = end
    defer { sweep(from: mark) }
    // A user's rule may depend on what the value doesn't depend on; a plan is made of spelled out gradients.
    let keepsHistory = !userRules.isEmpty || isRecorded(dependencySet(of: output.id))
    let adjoints = try self.adjoints(
      of: output.id,
      seed: Term(self, constant(try Self.one(output.dtype))),
      for: targets.map(\.id),
      keepsHistory: keepsHistory
    )
    return zip(targets, adjoints).map { target, adjoint in
      guard let adjoint else { return nil }
      guard !keepsHistory else { return wrapped(adjoint.id) }
      return wrapped(
        append(
          .derivedGradient,
          [output.id, target.id],
          value: plainOperand(adjoint.id),
          dependencies: dependencySet(of: output.id)
        )
      )
    }
  }

  /// The result of a function as one number, of which `derivative` (`a gradient`) is taken.
  static func oneNumber(_ tree: Tree, for derivative: String = "a gradient") throws -> Operand {
    let hint: String?
    switch tree {
    case .leaf(let operand):
      guard operand.shape == .scalar else { throw notOneNumber(operand.shape, for: derivative) }
      if operand.isDifferentiable { return operand }
      hint = nil
    case .other, .parameters: hint = nil
    case .tuple: hint = "`jacobian(f)` differentiates every entry"
    case .record: hint = "take one field of what it returns, as in `x -> f(x).loss`"
    }
    throw EngineError(
      "\(derivative) is taken of one number, and the function returned \(tree.described)",
      hint: hint
    )
  }

  static func notOneNumber(_ shape: Shape, for derivative: String = "a gradient") -> EngineError {
    EngineError(
      "\(derivative) is taken of one number, and this has shape \(shape)",
      hint: "`jacobian` differentiates every element; `sum` or `mean` makes one number"
    )
  }

  static func one(_ dtype: DType) throws -> Operand {
    dtype == .float32 ? .tensor(try Tensor(1).cast(to: .float32)) : .number(1)
  }

  static func zeros(_ kind: Kind) throws -> Operand {
    if kind == .number { return .number(0) }
    return Operand(try Tensor.filled(0, shape: kind.shape, dtype: kind.dtype))
  }
}
