import Language

/// One or two plain indices, which may pick a single element.
///
/// Not optional where they are stored, so that a node reads them in place: `isPlain` says whether they are there.
struct ElementIndices {
  let isPlain: Bool
  let hasColumn: Bool
  private let row: NumericOperand
  private let column: NumericOperand

  /// No indices for slices and for more than two.
  init(_ subscripts: [SubscriptNode], _ location: Location) {
    let nodes = subscripts.compactMap(\.indexNode)
    isPlain = nodes.count == subscripts.count && (1...2).contains(nodes.count)
    hasColumn = isPlain && nodes.count == 2
    let none = ConstantNode(.none, location)
    row = NumericOperand(isPlain ? nodes[0] : none)
    column = NumericOperand(hasColumn ? nodes[1] : none)
  }

  @inline(__always)
  func evaluateRow(_ frame: inout Frame) throws -> Value { try row.evaluate(&frame) }

  /// The second index; none where there is but one.
  @inline(__always)
  func evaluateColumn(_ frame: inout Frame) throws -> Value {
    hasColumn ? try column.evaluate(&frame) : .none
  }

  /// The values of the indices as the general way takes them.
  func subscripts(_ first: Value, _ second: Value) -> [EvaluatedSubscript] {
    let rows = EvaluatedSubscript.index(first, row.node.location)
    return hasColumn ? [rows, .index(second, column.node.location)] : [rows]
  }
}

extension SubscriptNode {
  /// The node of a plain index; nil for a slice.
  fileprivate var indexNode: Node? {
    if case .index(let node) = self { node } else { nil }
  }
}
