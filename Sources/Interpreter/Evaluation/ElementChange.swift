import Autodiff
import Language
import TensorCore

/// `x[i] = v` and its kin on a tensor.
struct ElementChange {
  let change: PathChange

  init(_ change: PathChange) {
    self.change = change
  }

  /// In place for plain data that nothing else holds; recorded for variables.
  func apply(to value: inout Value, at subscripts: [EvaluatedSubscript]) throws {
    guard let new = try change.new.operand else { throw try refused(value) }
    let parts = try subscripts.map { try $0.selection() }
    if case .tensor(let tensor) = value, new.variable == nil {
      let selection = try Selection(parts, in: tensor.shape)
      try changePlain(&value, tensor, new.value, selection)
      return
    }
    guard let operand = try value.operand else { throw try refused(value) }
    guard operand.shape.rank > 0 else {
      throw Diagnostic(.index, "a number has no elements to assign")
    }
    if operand.variable == nil, new.variable == nil {
      var tensor = operand.value
      try ElementChange.change(
        &tensor,
        change.operation,
        new.value,
        Selection(parts, in: operand.shape)
      )
      value = .tensor(tensor)
    } else {
      let label = subscripts.map(\.label).joined(separator: ", ")
      value = Value(try recorded(operand, new, parts, label))
    }
  }

  private func changePlain(
    _ value: inout Value,
    _ tensor: consuming Tensor,
    _ new: Tensor,
    _ selection: Selection
  ) throws {
    // From here on `tensor` is the only owner, so that the assignment is made in place.
    value = .none
    defer { value = .tensor(tensor) }
    try ElementChange.change(&tensor, change.operation, new, selection)
  }

  private static func change(
    _ tensor: inout Tensor,
    _ operation: AssignmentOperator,
    _ new: Tensor,
    _ selection: Selection
  ) throws {
    switch operation {
    case .assign, .set: try tensor.assign(new, at: selection)
    case .add: try tensor.accumulate(new, at: selection)
    case .subtract:
      try tensor.accumulate(UnaryKernel.negate.apply(to: new), at: selection)
    case .multiply:
      let product = try BinaryKernel.multiply.apply(to: tensor.gathered(selection), new)
      try tensor.assign(product, at: selection)
    case .divide:
      let quotient = try BinaryKernel.divide.apply(to: tensor.gathered(selection), new)
      try tensor.assign(quotient, at: selection)
    }
  }

  private func recorded(
    _ operand: Operand,
    _ new: Operand,
    _ parts: [AxisSelection],
    _ label: String
  ) throws -> Operand {
    let graph = change.context.graph
    switch change.operation {
    case .assign, .set:
      return try graph.apply(.replace(parts, label: label), operand, new)
    case .add, .subtract:
      let selection = try Selection(parts, in: operand.shape)
      if selection.isDistinct {
        let old = try graph.apply(.index(parts, label: label), operand)
        let sum = try graph.apply(change.operation == .add ? .add : .subtract, old, new)
        return try graph.apply(.replace(parts, label: label), operand, sum)
      }
      let spread = try graph.apply(.broadcast(to: selection.resultShape), new)
      let scattered = try graph.apply(.scatter(parts, into: operand.shape), spread)
      return try graph.apply(change.operation == .add ? .add : .subtract, operand, scattered)
    case .multiply, .divide:
      let old = try graph.apply(.index(parts, label: label), operand)
      let operation: Operation = change.operation == .multiply ? .multiply : .divide
      return try graph.apply(
        .replace(parts, label: label),
        operand,
        graph.apply(operation, old, new)
      )
    }
  }

  private func refused(_ value: Value) throws -> Diagnostic {
    if try value.operand == nil {
      return Diagnostic(.type, "the elements of \(value.described) cannot be assigned")
    }
    return Diagnostic(
      .type,
      "an element of a tensor is a number, not \(change.new.described)",
      hint: "a tuple or record holds any value"
    )
  }
}
