public import Autodiff
import TensorCore

/// The differentiable parts of a function's arguments as one vector, and back.
public struct FlatPoint {
  private let arguments: [Tree]
  private let selected: [Int]
  private let kinds: [Kind]
  /// The number of elements of all parts.
  public let count: Int

  /// Takes the arguments, and which of them have parts to be varied.
  public init(_ arguments: [Tree], selected: [Int]) {
    self.arguments = arguments
    self.selected = selected
    kinds = selected.flatMap { arguments[$0].leaves }.filter(\.isDifferentiable).map(\.kind)
    count = kinds.reduce(0) { $0 + $1.shape.count }
  }

  /// The arguments that the point was made of, as a vector.
  public var start: [Double] {
    selected.flatMap { arguments[$0].leaves }.filter(\.isDifferentiable).flatMap(\.value.values)
  }

  /// How much of a vector's length may be lost to the element types of the parts.
  var rounding: Double { kinds.contains { $0.dtype == .float32 } ? 1e-6 : 1e-12 }

  /// The arguments with the elements of a vector in them, in their own element types.
  public func arguments(at x: [Double]) throws -> [Tree] {
    var remaining = try operands(x)[...]
    var result = arguments
    for index in selected {
      result[index] = arguments[index].mapLeaves { leaf in
        leaf.isDifferentiable ? remaining.popFirst() ?? leaf : leaf
      }
    }
    return result
  }

  /// A vector cut into the parts: tensors of their shapes and element types.
  public func operands(_ x: [Double]) throws -> [Operand] {
    var offset = 0
    return try kinds.map { kind in
      let values = Array(x[offset..<(offset + kind.shape.count)])
      offset += kind.shape.count
      return Operand(try Tensor(values: values, shape: kind.shape, dtype: kind.dtype))
    }
  }

  /// The parts that somebody may differentiate by.
  var tracedParts: [Operand] {
    selected.flatMap { arguments[$0].leaves }.filter { $0.variable?.isTraced ?? false }
  }

  /// The arguments with the parts of a vector in them that may have a history, in their own element types.
  public func arguments(at x: Operand, in graph: Graph) throws -> [Tree] {
    var offset = 0
    var parts: [Operand] = []
    for kind in kinds {
      let end = offset + kind.shape.count
      let slice = AxisSelection.slice(start: offset, stop: end, step: 1)
      let part = try graph.apply(.index([slice], label: "\(offset):\(end)"), x)
      let shaped = try graph.apply(.reshape(to: kind.shape), part)
      parts.append(
        shaped.dtype == kind.dtype ? shaped : try graph.apply(.cast(to: kind.dtype), shaped)
      )
      offset = end
    }
    var remaining = parts[...]
    var result = arguments
    for index in selected {
      result[index] = arguments[index].mapLeaves { leaf in
        leaf.isDifferentiable ? remaining.popFirst() ?? leaf : leaf
      }
    }
    return result
  }

  /// Results for the selected arguments, such as gradients, as one vector.
  func vector(_ trees: [Tree]) -> [Double] {
    trees.flatMap(\.leaves).flatMap(\.value.values)
  }

  /// Blocks `(rows, …)`, one for each part, as one matrix.
  func matrix(_ blocks: [Operand], rows: Int) throws -> Matrix {
    var elements = [Double](repeating: 0, count: rows * count)
    var column = 0
    for (kind, block) in zip(kinds, blocks) {
      let width = kind.shape.count
      let values = block.value.values
      for row in 0..<rows {
        for place in 0..<width {
          elements[row * count + column + place] = values[row * width + place]
        }
      }
      column += width
    }
    return Matrix(elements, rows: rows, columns: count)
  }
}
