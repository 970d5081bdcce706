import TensorCore

/// What an operation is asked to do for many elements at once: its operands, of which some have a leading axis.
struct Batch {
  /// An operand that is either the same for every element or has one slice for each along its first axis.
  struct Operand {
    let term: Term
    let isBatched: Bool

    /// The shape that one element sees.
    var shape: Shape {
      isBatched ? Shape(Array(term.shape.dimensions.dropFirst())) : term.shape
    }
  }

  let operation: Operation
  let operands: [Operand]
  /// How many elements there are.
  let count: Int
  /// What the operation gives for one element.
  let kind: Kind

  subscript(index: Int) -> Operand { operands[index] }

  /// The whole result's shape.
  var shape: Shape { Shape([count] + kind.shape.dimensions) }

  /// An operand with a leading axis, repeated along it where it is the same for all.
  func spread(_ index: Int) throws -> Term {
    let operand = operands[index]
    if operand.isBatched { return operand.term }
    return try operand.term.broadcast(to: Shape([count] + operand.shape.dimensions))
  }

  /// An operand whose axes stand where broadcasting to elements of some rank looks for them.
  func aligned(_ index: Int, rank: Int) throws -> Term {
    let operand = operands[index]
    let sizes = operand.shape.dimensions
    guard operand.isBatched, sizes.count < rank else { return operand.term }
    let ones = [Int](repeating: 1, count: rank - sizes.count)
    return try operand.term.reshaped(to: Shape([count] + ones + sizes))
  }

  /// The operation on all operands with their axes aligned, as broadcasting aligns those of one element.
  ///
  /// A number among tensors has no say in the element type; as one of many it would have, so it is cast before.
  func broadcasting(_ indices: Range<Int>? = nil) throws -> Term {
    let rank = operands.map(\.shape.rank).max() ?? 0
    let typed = indices ?? operands.indices
    let dtype = commonType(of: typed)
    let aligned = try operands.indices.map { index in
      let term = try self.aligned(index, rank: rank)
      return typed.contains(index) && term.dtype != .bool ? try term.cast(to: dtype) : term
    }
    return try applying(operation, aligned)
  }

  private func commonType(of indices: Range<Int>) -> DType {
    var (dtype, rank) = (
      operands[indices.lowerBound].term.dtype, operands[indices.lowerBound].shape.rank
    )
    for operand in operands[indices].dropFirst() {
      dtype = DType.common(dtype, rank: rank, operand.term.dtype, rank: operand.shape.rank)
      rank = max(rank, operand.shape.rank)
    }
    return dtype
  }

  func applying(_ operation: Operation, _ terms: [Term]) throws -> Term {
    let graph = terms[0].graph
    return Term(graph, try graph.record(operation, terms.map(\.id)))
  }

  /// The operation on one element after another: what is done where there is no rule.
  func looped(_ interruption: Interruption) throws -> Term {
    let rows = try (0..<count).map { row in
      try interruption.check()
      let terms = try operands.map { operand in
        operand.isBatched ? try operand.term.applying(.index([.index(row)])) : operand.term
      }
      return try applying(operation, terms)
    }
    return try applying(.stack(axis: 0), rows)
  }
}

/// How an operation works on a batch: the same for all elements at once, as one operation or a few.
///
/// A rule gives nil where it has no answer; the operation is then applied to one element after another.
struct BatchingRule: Sendable {
  let apply: @Sendable (Batch) throws -> Term?

  init(_ apply: @escaping @Sendable (Batch) throws -> Term?) { self.apply = apply }

  /// For what acts on each element of its operands alike: the operation itself, with ranks aligned.
  static let elementwise = BatchingRule { try $0.broadcasting() }

  /// For what acts on the last axes and takes further ones in front: the operation itself.
  static let stacked = BatchingRule { batch in
    guard let rank = batch.operands.map(\.shape.rank).max() else { return nil }
    return try batch.applying(
      batch.operation,
      batch.operands.indices.map { try batch.aligned($0, rank: rank) }
    )
  }

  /// For one operand: the operation that does the same behind a leading axis, given the element's shape.
  static func shifted(_ operation: @escaping @Sendable (Shape) throws -> Operation) -> BatchingRule
  {
    BatchingRule { batch in try batch[0].term.applying(operation(batch[0].shape)) }
  }

  /// For several operands that all have to have the leading axis.
  static func together(_ operation: @escaping @Sendable (Shape) throws -> Operation) -> BatchingRule
  {
    BatchingRule { batch in
      try batch.applying(
        operation(batch[0].shape),
        batch.operands.indices.map { try batch.spread($0) }
      )
    }
  }

  /// An axis as it is numbered behind a leading one; counted from the end it stays.
  static func axis(_ axis: Int) -> Int { axis < 0 ? axis : axis + 1 }

  /// Axes behind a leading one; nil stands for all of the element.
  static func axes(_ axes: [Int]?, of shape: Shape) -> [Int] {
    axes?.map(axis) ?? Array(0..<shape.rank).map { $0 + 1 }
  }
}
