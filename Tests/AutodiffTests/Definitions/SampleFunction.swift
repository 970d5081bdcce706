import TensorCore

import Autodiff

/// A definition's sample as a function of its operands alone, weighted to one number.
///
/// The weights differ from element to element, so that a mistake in one place of a gradient can't hide.
struct SampleFunction {
  let definition: Definition
  let sample: Sample

  /// The operands of the sample, in order.
  func operands(dtype: DType = .float64) throws -> [Tensor] {
    try sample.entries.flatMap { entry -> [Sample.Constant] in
      switch entry {
      case .operand(let constant): [constant]
      case .operands(let constants): constants
      default: []
      }
    }.map { try Tensor(values: $0.values, shape: $0.shape, dtype: dtype) }
  }

  func arguments(_ operands: [Operand]) throws -> Arguments {
    var remaining = operands[...]
    return Arguments(
      try sample.entries.map { entry in
        switch entry {
        case .operand: .operand(remaining.removeFirst())
        case .operands(let constants):
          .operands(constants.map { _ in remaining.removeFirst() })
        case .axes(let axes): .axes(axes)
        case .integer(let integer): .integer(integer)
        case .number(let number): .number(number)
        case .flag(let flag): .flag(flag)
        case .sizes(let sizes): .sizes(sizes)
        case .pair(let rows, let columns): .pair(rows, columns)
        case .integers(let numbers, let shape): .integers(numbers, shape)
        case .constant(let constant):
          .operand(Operand(try Tensor(values: constant.values, shape: constant.shape)))
        case .text(let text): .text(text)
        case .absent: .absent
        }
      }
    )
  }

  /// The results at the operands, or at their symmetric parts where the sample says so.
  func values(_ graph: Graph, _ operands: [Operand]) throws -> [Operand] {
    let points = sample.isSymmetric ? try operands.map { try symmetric($0, graph) } : operands
    return try definition.apply(graph, try arguments(points)).leaves
  }

  private func symmetric(_ operand: Operand, _ graph: Graph) throws -> Operand {
    let rank = operand.shape.rank
    let order = Array(0..<(rank - 2)) + [rank - 1, rank - 2]
    let sum = try graph.apply(.add, operand, graph.apply(.transpose(order), operand))
    let half = try Tensor(values: [0.5], shape: .scalar, dtype: operand.dtype)
    return try graph.apply(.multiply, sum, Operand(half))
  }

  /// The weighted sum of the results as the engine's transforms take it.
  func weighted(_ graph: Graph) -> Function {
    { trees in
      var total = Operand.number(0)
      for (number, result) in try values(graph, trees.flatMap(\.leaves)).enumerated()
      where result.isDifferentiable {
        let weights = (0..<result.shape.count).map { 0.5 + 0.37 * Double(($0 + number) % 5) }
        let tensor = try Tensor(values: weights, shape: result.shape, dtype: result.dtype)
        let product = try graph.apply(.multiply, result, Operand(tensor))
        total = try graph.apply(.add, total, graph.apply(.sum(axes: nil), product))
      }
      return .leaf(total)
    }
  }
}

extension Sample.Entry {
  var isConstant: Bool {
    if case .constant = self { return true }
    return false
  }
}
