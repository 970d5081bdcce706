import TensorCore

extension Graph {
  /// Results of one structure, stacked part by part along a new first axis.
  ///
  /// - Throws: `TensorError` where structures or shapes differ, or where something in them is no data.
  public func stacked(_ trees: [Tree]) throws -> Tree {
    guard let first = trees.first else { return .leaf(Operand(try Tensor.filled(0, shape: [0]))) }
    switch first {
    case .leaf(let leaf):
      let operands = try trees.enumerated().map { index, tree in
        guard case .leaf(let operand) = tree else { throw Self.otherStructure(index) }
        guard operand.shape == leaf.shape else {
          throw TensorError.shape(
            "result \(index) has shape \(operand.shape), the ones before it \(leaf.shape)",
            hint: "results of one shape are stacked"
          )
        }
        return operand
      }
      return .leaf(try apply(.stack(axis: 0), operands))
    case .tuple(let members):
      let rows = try trees.enumerated().map { index, tree in
        guard case .tuple(let row) = tree, row.count == members.count else {
          throw Self.otherStructure(index)
        }
        return row
      }
      return .tuple(try members.indices.map { place in try stacked(rows.map { $0[place] }) })
    case .record(let fields):
      let rows = try trees.enumerated().map { index, tree in
        guard case .record(let row) = tree, row.map(\.name) == fields.map(\.name) else {
          throw Self.otherStructure(index)
        }
        return row
      }
      return .record(
        try fields.indices.map { place in
          (fields[place].name, try stacked(rows.map { $0[place].value }))
        }
      )
    case .parameters, .other:
      throw TensorError.type("only numbers, tensors, and tuples and records of them can be stacked")
    }
  }

  private static func otherStructure(_ index: Int) -> TensorError {
    .type("result \(index) has another structure than the ones before it")
  }
}
