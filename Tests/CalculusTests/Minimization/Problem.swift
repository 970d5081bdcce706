import Autodiff
import Calculus
import TensorCore

/// A function of one vector, built of the engine's operations.
struct Problem {
  let graph = Graph(interruption: Interruption())
  let start: [Double]
  let function: (Graph, Operand) throws -> Operand

  init(_ start: [Double], _ function: @escaping (Graph, Operand) throws -> Operand) {
    self.start = start
    self.function = function
  }

  func objective() throws -> Objective {
    let point = Tree.leaf(Operand(try Tensor(values: start, shape: [start.count])))
    let (graph, function) = (graph, function)
    return Objective(
      { arguments in .leaf(try function(graph, arguments[0].leaves[0])) },
      of: FlatPoint([point], selected: [0]),
      selected: [0],
      in: graph
    )
  }

  /// Half of xᵀAx - bᵀx with a random positive definite A of condition 10⁴ or so.
  static func quadratic(_ count: Int, seed: UInt64) throws -> Problem {
    var random = RandomStream(seed: seed)
    let roots = try random.normal(count: count * count).reshaped(to: [count, count])
    let scales = try random.uniform(count: count)
    let b = try random.normal(count: count)
    return Problem(Array(repeating: 1, count: count)) { graph, x in
      let mixed = try graph.apply(.matmul, Operand(roots), x)
      let squares = try graph.apply(.square, mixed)
      let own = try graph.apply(.multiply, Operand(scales), try graph.apply(.square, x))
      let curved = try graph.apply(.add, squares, own)
      let bent = try graph.apply(.multiply, .number(0.5), curved)
      let tilt = try graph.apply(.multiply, Operand(b), x)
      return try graph.apply(.sum(axes: nil), graph.apply(.subtract, bent, tilt))
    }
  }

  /// Two valleys in every direction; the Hessian at the start is indefinite.
  static var valleys: Problem {
    Problem([0.1, -0.2, 2, 0.4]) { graph, x in
      let square = try graph.apply(.subtract, graph.apply(.square, x), .number(1))
      let scales = Operand(try Tensor(values: [1, 30, 0.2, 5], shape: [4]))
      let scaled = try graph.apply(.multiply, scales, graph.apply(.square, square))
      return try graph.apply(.sum(axes: nil), scaled)
    }
  }
}
