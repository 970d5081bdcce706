import TensorCore

/// A pass that repeats what led from some nodes to others for a whole batch at once, operation by operation.
///
/// Every operation on the way is applied once, by its batching rule; what the batch doesn't reach is used as it is.
/// With history the results can be differentiated like any others; without it nothing stays in the graph but values.
struct BatchPass {
  let graph: Graph
  /// How many elements the batch has.
  let count: Int

  /// The batches of `outputs` for given batches of `sources`; nil where an output doesn't depend on them.
  ///
  /// - Shapes: A batch has a leading axis of `count` before the axes of its node.
  /// - Throws: `Unbatchable` where a user's own derivative is in the way, and errors of operations.
  func run(from sources: [(id: NodeID, batch: Operand)], outputs: [NodeID]) throws -> [Operand?] {
    var batches: [NodeID: Operand] = [:]
    for source in sources { batches[source.id] = source.batch }
    var reached = Set<NodeID>()
    for output in outputs where !reached.contains(output) {
      reached.formUnion(graph.path(from: sources.map(\.id), to: output))
    }
    let path = reached.sorted()
    var consumers = remainingConsumers(path)
    for output in outputs { consumers[output, default: 0] += 1 }
    let origin = graph.origin
    defer { graph.origin = origin }
    for id in path {
      if batches[id] == nil { batches[id] = try batch(of: id, batches) }
      for input in graph.inputs(of: id) {
        guard let left = consumers[input] else { continue }
        consumers[input] = left - 1
        if left == 1 { batches[input] = nil }
      }
    }
    return outputs.map { batches[$0] }
  }

  /// How many nodes of the path still need each of them.
  private func remainingConsumers(_ path: [NodeID]) -> [NodeID: Int] {
    var consumers: [NodeID: Int] = [:]
    for id in path {
      for input in graph.inputs(of: id) { consumers[input, default: 0] += 1 }
    }
    return consumers
  }

  private func batch(of id: NodeID, _ batches: [NodeID: Operand]) throws -> Operand? {
    let inputs = graph.inputs(of: id)
    guard inputs.contains(where: { batches[$0] != nil }) else { return nil }
    try graph.interruption.check()
    graph.origin = graph.origin(of: id)
    let operation = graph.operation(of: id)
    guard !operation.isCustom else { throw Unbatchable() }
    let mark = graph.end
    defer { graph.sweep(from: mark) }
    let operands = inputs.map { input in
      guard let known = batches[input] else {
        return Batch.Operand(term: Term(graph, input), isBatched: false)
      }
      let node = known.variable?.id ?? graph.constant(known)
      return Batch.Operand(term: Term(graph, node), isBatched: true)
    }
    let batch = Batch(
      operation: operation,
      operands: operands,
      count: count,
      kind: graph.kind(of: id)
    )
    let term = try operation.batched(batch) ?? batch.looped(graph.interruption)
    precondition(
      term.shape == batch.shape,
      "\(operation.name) has a batching rule for other shapes"
    )
    let result = graph.wrapped(term.id)
    if let name = graph.name(of: id), let variable = result.variable { variable.named(name) }
    return result
  }
}

/// What cannot be repeated for a batch at once: a derivative that a user wrote.
struct Unbatchable: Error {}

extension Operation {
  /// The operation on a batch; nil where it has no rule for it.
  fileprivate func batched(_ batch: Batch) throws -> Term? {
    switch family {
    case .unary, .elementwise: try batch[0].term.applying(self)
    case .binary: try batch.broadcasting()
    case .linear(let rule): try rule.batching?.apply(batch)
    case .general(let rule): try rule.batching?.apply(batch)
    case .leaf, .custom: nil
    }
  }
}

extension Graph {
  /// How many elements the largest value of a batch has about: so many stay in the second cache until they are used.
  private static let batchSize = 1 << 15
  /// How many it may have at most, where smaller batches would be more than `mostBatches`.
  private static let batchLimit = 1 << 18
  private static let mostBatches = 16

  /// How many values of `widest` elements make one batch; longer ones are cut into several.
  private static func batchLength(_ count: Int, widest: Int) -> Int {
    let length = max(batchSize / widest, (count + mostBatches - 1) / mostBatches)
    return max(1, min(count, length, batchLimit / widest))
  }

  /// The batches of values for batches of the nodes they were computed from, `count` elements long.
  ///
  /// - Returns: nil where a value doesn't depend on the sources.
  /// - Throws: `Unbatchable` where a user's own derivative is in the way, and errors of operations.
  func batches(
    of outputs: [Variable],
    from sources: [NodeID],
    count: Int,
    _ slices: (Range<Int>) throws -> [Operand]
  ) throws -> [Operand?] {
    let ids = outputs.map(\.id)
    let widest = ids.flatMap { path(from: sources, to: $0) }
      .reduce(1) { max($0, kind(of: $1).shape.count) }
    let step = Self.batchLength(count, widest: widest)
    var parts = [[Operand]](repeating: [], count: outputs.count)
    for start in stride(from: 0, to: count, by: step) {
      let range = start..<min(start + step, count)
      let found = try BatchPass(graph: self, count: range.count).run(
        from: zip(sources, slices(range)).map { (id: $0, batch: $1) },
        outputs: ids
      )
      for (index, part) in found.enumerated() {
        if let part { parts[index].append(part) }
      }
    }
    return try parts.map { parts in
      parts.count < 2 ? parts.first : try apply(.concat(axis: 0), parts)
    }
  }
}
