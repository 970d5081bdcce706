public import Autodiff
import TensorCore

/// A function of one vector, with the derivatives that a method asks for.
///
/// The function may be called any number of times at any point; it has to give the same value at the same point.
public struct Objective {
  public let point: FlatPoint
  let graph: Graph
  let function: Function
  let selected: [Int]
  /// Whether what the function gave depended on more than its arguments.
  let outside = OutsideDependence()

  /// Takes a function of the arguments that `point` was made of.
  public init(_ function: @escaping Function, of point: FlatPoint, selected: [Int], in graph: Graph)
  {
    self.function = function
    self.point = point
    self.selected = selected
    self.graph = graph
  }

  /// The value and the gradient.
  ///
  /// - Throws: `EngineError` where the function doesn't return one number; its own errors unchanged.
  public func evaluation(at x: [Double]) throws -> Iterate {
    try graph.interruption.check()
    let (value, gradients) = try graph.valueAndGradient(
      of: function,
      at: point.arguments(at: x),
      selected: selected
    )
    outside.look(at: value)
    return Iterate(x: x, value: value.value.scalar, gradient: point.vector(gradients))
  }

  /// All second derivatives, made symmetric.
  func hessian(at x: [Double]) throws -> Matrix {
    try graph.interruption.check()
    let blocks = try graph.hessian(of: function, at: point.arguments(at: x), selected: selected)
    let rows = try blocks.map { row in
      let height = row.reduce(0) { $0 + $1.shape.count } / max(1, point.count)
      return try point.matrix(row, rows: height).elements
    }
    return Matrix(rows.flatMap { $0 }, rows: point.count, columns: point.count).symmetricPart
  }

  /// The product of the second derivatives with a direction.
  func hessianProduct(at x: [Double], along direction: [Double]) throws -> [Double] {
    try graph.interruption.check()
    return point.vector(
      try graph.hessianProduct(
        of: function,
        at: point.arguments(at: x),
        selected: selected,
        along: point.operands(direction)
      )
    )
  }

  /// The function's values, and their derivatives as a matrix of one row for each.
  ///
  /// - Throws: `EngineError` where the function gives no numbers.
  func jacobian(at x: [Double]) throws -> (values: [Double], jacobian: Matrix) {
    try graph.interruption.check()
    let arguments = try point.arguments(at: x)
    let values = try self.values(of: function(arguments))
    let blocks = try graph.jacobian(of: function, at: arguments, selected: selected)
    let matrix = try point.matrix(blocks.flatMap(\.leaves), rows: values.count)
    return (values, matrix)
  }

  /// The function's values and derivatives, with how many values a row of its result has.
  func rows(at x: [Double]) throws -> (values: [Double], jacobian: Matrix, width: Int) {
    let shape = try function(point.arguments(at: x)).leaves.first?.shape ?? .scalar
    let (values, jacobian) = try self.jacobian(at: x)
    return (
      values, jacobian, shape.rank < 2 ? max(1, values.count) : shape.dimensions[shape.rank - 1]
    )
  }

  /// The sum of the function's values, each times a number.
  func weighted(by weights: [Double]) -> Objective {
    let (function, graph) = (function, graph)
    let weighted: Function = { arguments in
      var offset = 0
      var total = Operand.number(0)
      for leaf in try function(arguments).leaves {
        let own = Array(weights[offset..<(offset + leaf.shape.count)])
        offset += own.count
        let factors = Operand(try Tensor(values: own, shape: leaf.shape, dtype: leaf.dtype))
        let product = try graph.apply(.multiply, leaf, factors)
        let axes = Array(0..<leaf.shape.rank)
        let sum = axes.isEmpty ? product : try graph.apply(.sum(axes: axes), product)
        total = try graph.apply(.add, total, sum)
      }
      return .leaf(total)
    }
    return Objective(weighted, of: point, selected: selected, in: graph)
  }

  /// The function's values, from the first to the last.
  func values(at x: [Double]) throws -> [Double] {
    try values(of: function(point.arguments(at: x)))
  }

  private func values(of result: Tree) -> [Double] {
    let leaves = result.leaves
    for leaf in leaves { outside.look(at: leaf) }
    return leaves.flatMap(\.value.values)
  }
}

/// Whether values of a function were met that somebody may differentiate by more than its arguments.
final class OutsideDependence {
  private(set) var isFound = false

  func look(at value: Operand) {
    if !isFound, let variable = value.variable { isFound = variable.isDifferentiated }
  }
}
