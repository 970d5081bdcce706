import TensorCore
import Testing

import Autodiff

/// Sums over other axes may round differently; nothing else may differ.
private let roundingTolerance = 1e-12
/// Where a rule divides by differences of eigenvalues.
private let gradientTolerance = 1e-9
/// Central differences of second derivatives that are themselves exact.
private let differenceTolerance = 1e-6

private func expectClose(_ a: Tree, _ b: Tree, _ tolerance: Double, _ what: String) {
  let (left, right) = (a.leaves.map(\.value), b.leaves.map(\.value))
  #expect(left.map(\.shape) == right.map(\.shape), "\(what)")
  #expect(left.map(\.dtype) == right.map(\.dtype), "\(what)")
  for (x, y) in zip(left.flatMap(\.values), right.flatMap(\.values)) {
    let isClose =
      (x - y).magnitude <= tolerance * max(1, x.magnitude) || x == y || x.isNaN && y.isNaN
    #expect(isClose, "\(what): \(left) \(right)")
  }
}

@Suite struct BatchingTests {
  /// Functions that look at the values of their operands, or whose derivatives do.
  private static let readers: Set = [
    "median", "quantile", "svd", "qr", "eigh", "eigvals", "cond", "lstsq", "max_pool2d",
  ]

  /// Rows that lie near the sample, within the domain of its function.
  private static func rows(_ tensor: Tensor) throws -> Operand {
    let shape = Shape([3] + tensor.shape.dimensions.map { _ in 1 })
    let factors = try Tensor(values: [1, 0.98, 0.96], shape: shape)
    let graph = Graph(interruption: Interruption())
    return try graph.apply(.multiply, Operand(tensor), Operand(factors))
  }

  private static func compare(
    _ function: @escaping (Graph) -> Function,
    over arguments: [Tree],
    _ tolerance: Double,
    _ what: String,
    mayRunAgain: Bool
  ) throws {
    let graph = Graph(interruption: Interruption())
    var runs = 0
    let counted: Function = { rows in
      runs += 1; return try function(graph)(rows)
    }
    let all = try graph.mapped(counted, over: arguments, count: 3) { true }
    if !mayRunAgain { #expect(runs == 1, "\(what)") }
    let each = try graph.mapped(function(graph), over: arguments, count: 3) { false }
    expectClose(all, each, tolerance, what)
    #expect(graph.count == 0)
  }

  @Test(arguments: DerivativeCase.all)
  func batchIsWhatEveryRowGives(_ example: DerivativeCase) throws {
    let operands = try example.function.operands()
    for batched in [Array(operands.indices)] + operands.indices.map({ [$0] }) {
      // A number beside tensors is the same for all rows; a tensor is always taken apart, so it is captured.
      let arguments = try batched.map { Tree.leaf(try Self.rows(operands[$0])) }
      try Self.compare(
        { graph in
          { rows in
            var point = operands.map { Operand($0) }
            for (index, row) in zip(batched, rows) { point[index] = row.leaves[0] }
            return .tuple(try example.function.values(graph, point).map(Tree.leaf))
          }
        },
        over: arguments,
        roundingTolerance,
        "values of \(batched)",
        mayRunAgain: Self.readers.contains(example.definition.name)
      )
    }
  }

  @Test(arguments: DerivativeCase.all)
  func gradientsOfABatchAreThoseOfEveryRow(_ example: DerivativeCase) throws {
    let arguments = try example.function.operands().map { Tree.leaf(try Self.rows($0)) }
    let all = Array(arguments.indices)
    try Self.compare(
      { graph in
        let weighted = example.function.weighted(graph)
        return { .tuple(try graph.valueAndGradient(of: weighted, at: $0, selected: all).gradients) }
      },
      over: arguments,
      gradientTolerance,
      "gradients",
      mayRunAgain: Self.readers.contains(example.definition.name)
    )
  }

  @Test(arguments: DerivativeCase.all)
  func jacobianHasTheGradientsOfItsRows(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let point = try example.function.operands().map { Tree.leaf(Operand($0)) }
    let all = Array(point.indices)
    let single: Function = { trees in
      .leaf(try example.function.values(graph, trees.flatMap(\.leaves))[0])
    }
    guard case .leaf(let output) = try single(point), output.isDifferentiable else { return }
    let jacobian = try graph.jacobian(of: single, at: point, selected: all).map {
      $0.leaves[0].value
    }
    for element in 0..<output.shape.count {
      let row: Function = { trees in
        let flat = try graph.apply(.reshape(to: [output.shape.count]), single(trees).leaves[0])
        return .leaf(try graph.apply(.index([.index(element)]), flat))
      }
      let gradients = try graph.valueAndGradient(of: row, at: point, selected: all).gradients
      for (block, gradient) in zip(jacobian, gradients) {
        let size = gradient.leaves[0].shape.count
        let part = Array(block.values[(element * size)..<((element + 1) * size)])
        let values = try Tensor(values: part, shape: gradient.leaves[0].shape)
        expectClose(.leaf(Operand(values)), gradient, gradientTolerance, "row \(element)")
      }
    }
    #expect(graph.count == 0)
  }

  /// The Hessian is one batch of directions, of which an operation may know one operand only.
  @Test(arguments: DerivativeCase.all.filter { $0.sample.order >= 2 })
  func hessianIsDifferentiatedThroughItsBatch(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let point = try example.function.operands().map { Tree.leaf(Operand($0)) }
    let all = Array(point.indices)
    guard point.reduce(0, { $0 + $1.leaves[0].shape.count }) <= 6 else { return }
    let weighted = example.function.weighted(graph)
    let total: Function = { trees in
      var total = Operand.number(0)
      for block in try graph.hessian(of: weighted, at: trees, selected: all).joined() {
        let weights = (0..<block.shape.count).map { 0.5 + 0.37 * Double($0 % 5) }
        let product = try graph.apply(
          .multiply,
          block,
          Operand(Tensor(values: weights, shape: block.shape))
        )
        total = try graph.apply(.add, total, graph.apply(.sum(axes: nil), product))
      }
      return .leaf(total)
    }
    let exact = try graph.valueAndGradient(of: total, at: point, selected: all).gradients
    let differences = try graph.numericGradient(of: total, at: point, selected: all)
    for (a, b) in zip(exact, differences) {
      expectClose(a, b, differenceTolerance, "third derivatives")
    }
    #expect(graph.count == 0)
  }
}
