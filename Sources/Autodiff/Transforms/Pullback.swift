import TensorCore

/// One run of a function, kept so that cotangents can be carried back through it: `u -> uᵀ J`.
///
/// It holds the operations of the run for as long as it lives.
public final class Pullback {
  private let trace: Trace
  private let arguments: [Tree]
  private let selected: [Int]
  /// The function's result.
  public let value: Tree

  init(_ trace: Trace, arguments: [Tree], selected: [Int]) {
    self.trace = trace
    self.arguments = arguments
    self.selected = selected
    value = trace.output.mapLeaves(trace.settled)
    trace.finish()
  }

  /// The cotangents of the selected arguments, each in the structure of the argument.
  ///
  /// There is one operand given, of the same kind, for each differentiable leaf of the result.
  public func cotangents(for cotangents: [Operand]) throws -> [Tree] {
    let graph = trace.graph
    let mark = graph.end
    defer { graph.sweep(from: mark) }
    let leaves = trace.allLeaves
    var sums = [Term?](repeating: nil, count: leaves.count)
    for (output, cotangent) in zip(trace.output.leaves.filter(\.isDifferentiable), cotangents) {
      guard let variable = output.variable else { continue }
      let adjoints = try graph.adjoints(
        of: variable.id,
        seed: cotangent,
        for: leaves.map(\.id),
        keepsHistory: cotangent.variable != nil || !trace.isClosed(variable)
      )
      for (index, adjoint) in adjoints.enumerated() {
        guard let adjoint else { continue }
        sums[index] = try sums[index].map { try $0 + adjoint } ?? adjoint
      }
    }
    let results = try zip(leaves, sums).map { leaf, sum in
      try sum.map(trace.settled) ?? Graph.zeros(leaf.kind)
    }
    return trace.structured(results, like: arguments, selected: selected)
  }
}

extension Graph {
  /// Runs a function once, for cotangents to be carried back later.
  public func pullback(
    of function: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> Pullback {
    let trace = try Trace(self, function, at: arguments, selected: selected, names: names)
    return Pullback(trace, arguments: arguments, selected: selected)
  }

  /// The adjoints of the leaves for a cotangent that may itself have a history.
  fileprivate func adjoints(
    of output: NodeID,
    seed cotangent: Operand,
    for leaves: [NodeID],
    keepsHistory: Bool
  ) throws -> [Term?] {
    var expansion = Expansion(self)
    try expansion.expand(from: leaves, to: output)
    let wanted = leaves.map(expansion.node)
    let start = expansion.node(output)
    let seed = Term(self, cotangent.variable?.id ?? constant(cotangent))
    return try reverse(from: start, seed: seed, wanted: wanted, keepsHistory: keepsHistory)
  }
}
