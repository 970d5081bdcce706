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

  func arguments(_ operands: [Operand]) -> Arguments {
    var remaining = operands[...]
    return Arguments(
      sample.entries.map { entry in
        switch entry {
        case .operand: .operand(remaining.removeFirst())
        case .operands(let constants):
          .operands(constants.map { _ in remaining.removeFirst() })
        case .axes(let axes): .axes(axes)
        case .integer(let integer): .integer(integer)
        case .number(let number): .number(number)
        case .flag(let flag): .flag(flag)
        case .sizes(let sizes): .sizes(sizes)
        case .absent: .absent
        }
      }
    )
  }

  func value(_ graph: Graph, _ operands: [Operand]) throws -> Operand {
    try definition.apply(graph, arguments(operands))
  }

  /// The weighted sum of the result as the engine's transforms take it.
  func weighted(_ graph: Graph) -> Function {
    { trees in
      let result = try value(graph, trees.flatMap(\.leaves))
      let weights = (0..<result.shape.count).map { 0.5 + 0.37 * Double($0 % 5) }
      let tensor = try Tensor(values: weights, shape: result.shape, dtype: result.dtype)
      let product = try graph.apply(.multiply, result, Operand(tensor))
      return .leaf(try graph.apply(.sum(axes: nil), product))
    }
  }
}
