import TensorCore

extension NumericReversePass {
  /// The step through an operation that reads or writes a part of its operand, in the adjoint itself.
  ///
  /// A loop over the elements of a vector takes time in proportion to its steps that way, not to their square.
  /// - Returns: false where the step is to be made like any other.
  mutating func propagateElements(from place: Int) throws -> Bool {
    let id = node(at: place)
    guard case .linear(let rule) = graph.operation(of: id).family, let access = rule.access else {
      return false
    }
    let inputs = graph.inputs(of: id)
    let shape = graph.kind(of: inputs[0]).shape
    guard shape.rank > 0 else { return false }
    switch access {
    case .picks(let parts):
      let selection = try Selection(parts, in: shape)
      guard selection.isDistinct, let target = graph.place(of: inputs[0]) else { return false }
      return try addPicked(from: place, selection, to: target, graph.kind(of: inputs[0]))
    case .replaces(let parts):
      let selection = try Selection(parts, in: shape)
      guard selection.isDistinct, var whole = takeTensor(at: place) else { return false }
      try graph.interruption.check()
      if let target = graph.place(of: inputs[1]) {
        let kind = graph.kind(of: inputs[1])
        let part = try whole.gathered(selection).summed(to: kind.shape).cast(to: kind.dtype)
        try add(Operand(part), at: target)
      }
      if let target = graph.place(of: inputs[0]) {
        try whole.assign(Tensor(0).cast(to: whole.dtype), at: selection)
        try add(.tensor(whole), at: target)
      }
      return true
    }
  }

  /// Adds the adjoint of a picked part to the adjoint of what it was picked from.
  private mutating func addPicked(
    from place: Int,
    _ selection: Selection,
    to target: Int,
    _ kind: Kind
  ) throws -> Bool {
    guard kind.dtype != .bool else { return false }
    try graph.interruption.check()
    var whole: Tensor
    if let reached = takeTensor(at: target) {
      whole = reached
    } else {
      whole = try Tensor.filled(0, shape: kind.shape, dtype: kind.dtype)
    }
    // The adjoint is put back whatever happens, so that nothing is lost if this step is made otherwise.
    defer { put(whole, at: target) }
    try whole.accumulate(adjoint(at: place).value, at: selection)
    return true
  }
}
