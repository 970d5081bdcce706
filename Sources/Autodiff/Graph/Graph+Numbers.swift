import TensorCore

/// Operations on numbers of which one at least is recorded: the way of a loop of scalar steps into the graph.
///
/// Each gives nil where the general way has to do it: an operand is no rank-0 float64, the operation has no kernel for
/// numbers, or an operand knows older versions of parameters than the other.
extension Graph {
  public func record(_ operation: Operation, _ first: Variable) -> Variable? {
    let node = node(first.id)
    guard let kernel = operation.numberKernel, node.pointee.kind == .number else { return nil }
    let result = kernel.apply(to: node.pointee.scalar)
    if !result.isFinite { note(operation, [.variable(first)], .number(result)) }
    let set = node.pointee.dependencies
    return Variable(append(operation, first.id, .none, .number, result, set), in: self)
  }

  public func record(
    _ operation: Operation,
    _ first: Variable,
    _ second: Double
  ) -> Variable? {
    let node = node(first.id)
    guard let kernel = operation.pairKernel, node.pointee.kind == .number else { return nil }
    let result = kernel.apply(to: node.pointee.scalar, second)
    if !result.isFinite { note(operation, [.variable(first), .number(second)], .number(result)) }
    let set = node.pointee.dependencies
    let constant = constant(number: second)
    return Variable(append(operation, first.id, constant, .number, result, set), in: self)
  }

  public func record(
    _ operation: Operation,
    _ first: Double,
    _ second: Variable
  ) -> Variable? {
    let node = node(second.id)
    guard let kernel = operation.pairKernel, node.pointee.kind == .number else { return nil }
    let result = kernel.apply(to: first, node.pointee.scalar)
    if !result.isFinite { note(operation, [.number(first), .variable(second)], .number(result)) }
    let set = node.pointee.dependencies
    let constant = constant(number: first)
    return Variable(append(operation, constant, second.id, .number, result, set), in: self)
  }

  public func record(
    _ operation: Operation,
    _ first: Variable,
    _ second: Variable
  ) -> Variable? {
    let (left, right) = (node(first.id), node(second.id))
    guard let kernel = operation.pairKernel, left.pointee.kind == .number,
      right.pointee.kind == .number
    else { return nil }
    let union = dependencies.union(left.pointee.dependencies, right.pointee.dependencies)
    guard !union.leftIsStale, !union.rightIsStale else { return nil }
    let result = kernel.apply(to: left.pointee.scalar, right.pointee.scalar)
    if !result.isFinite {
      note(operation, [.variable(first), .variable(second)], .number(result))
    }
    return Variable(append(operation, first.id, second.id, .number, result, union.set), in: self)
  }
}

/// The same for nodes, as rules of derivatives append them.
extension Graph {
  func record(_ operation: Operation, _ first: NodeID) throws -> NodeID {
    let node = node(first)
    if let kernel = operation.numberKernel, node.pointee.kind == .number {
      let result = kernel.apply(to: node.pointee.scalar)
      if result.isFinite {
        return number(result, of: operation, first, .none, node.pointee.dependencies)
      }
    }
    return try record(operation, [first])
  }

  func record(_ operation: Operation, _ first: NodeID, _ second: NodeID) throws -> NodeID {
    let (left, right) = (node(first), node(second))
    if let kernel = operation.pairKernel, left.pointee.kind == .number,
      right.pointee.kind == .number
    {
      let union = dependencies.union(left.pointee.dependencies, right.pointee.dependencies)
      let result = kernel.apply(to: left.pointee.scalar, right.pointee.scalar)
      if result.isFinite, !union.leftIsStale, !union.rightIsStale {
        return number(result, of: operation, first, second, union.set)
      }
    }
    return try record(operation, [first, second])
  }

  /// A node with a number, as a constant where nothing can be differentiated.
  private func number(
    _ number: Double,
    of operation: Operation,
    _ first: NodeID,
    _ second: NodeID,
    _ set: DependencySetID
  ) -> NodeID {
    if set == .empty { return constant(number: number) }
    if recordsHistory { return append(operation, first, second, .number, number, set) }
    guard let recording, isRecorded(set) else { return constant(number: number) }
    return append(operation, first, second, .number, number, recording.set)
  }
}
