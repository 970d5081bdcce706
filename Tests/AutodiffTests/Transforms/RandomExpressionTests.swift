import TensorCore
import Testing

import Autodiff

/// Two exact derivatives of one expression, by different ways: rounding only.
private let tolerance = 1e-9

private func expectClose(_ a: [Double], _ b: [Double], _ what: String) {
  #expect(a.count == b.count, "\(what)")
  let size = max(1, (a + b).map(\.magnitude).max() ?? 0)
  for (x, y) in zip(a, b) { #expect((x - y).magnitude <= tolerance * size, "\(what): \(a) \(b)") }
}

/// Derivatives of expressions drawn from the seed that the report names.
@Suite struct RandomExpressionTests {
  /// What a seed stands for: an expression as a function of one vector, and a point.
  private struct Example {
    let graph = Graph(interruption: Interruption())
    let field: Function
    let scalar: Function
    let point: [Tree]
    let direction: Operand

    init(seed: Int) throws {
      var random = RandomStream(seed: UInt64(seed))
      let expression = try RandomExpression(depth: 4, &random)
      let size = RandomExpression.size
      let numbers = try random.uniform(count: 2 * size).values.map { 2 * $0 - 1 }
      point = [.leaf(Operand(try Tensor(values: Array(numbers[..<size]), shape: [size])))]
      direction = Operand(try Tensor(values: Array(numbers[size...]), shape: [size]))
      let weights = Operand(try Tensor(values: [1, -0.5, 0.25], shape: [size]))
      let graph = graph
      let field: Function = { .leaf(try expression.value(at: $0[0].leaves[0], graph)) }
      self.field = field
      scalar = { trees in
        let product = try graph.apply(.multiply, field(trees).leaves[0], weights)
        return .leaf(try graph.apply(.sum(axes: nil), product))
      }
    }

    func gradient(_ trees: [Tree]) throws -> Tree {
      try graph.valueAndGradient(of: scalar, at: trees, selected: [0]).gradients[0]
    }

    func hessian() throws -> [Double] {
      try graph.hessian(of: scalar, at: point, selected: [0])[0][0].value.values
    }
  }

  @Test(arguments: 1...300)
  func reverseForwardAndDifferencesAgree(_ seed: Int) throws {
    let example = try Example(seed: seed)
    for order in 1...(seed % 4 == 0 ? 3 : 2) {
      let check = try example.graph.gradientCheck(
        of: example.scalar,
        at: example.point,
        selected: [0],
        order: order
      )
      #expect(check.passes, "order \(order): off by \(check.largestAbsolute)")
    }
    #expect(example.graph.count == 0)
  }

  @Test(arguments: 1...300)
  func productsAreThoseOfTheWholeMatrices(_ seed: Int) throws {
    let example = try Example(seed: seed)
    let (graph, direction) = (example.graph, example.direction)
    let jacobian = try graph.jacobian(of: example.field, at: example.point, selected: [0])[0]
      .leaves[0].value
    let along = try graph.pushforward(
      of: example.field,
      at: example.point,
      selected: [0],
      along: [direction]
    ).tangent
    expectClose(along.leaves[0].value.values, times(jacobian.values, direction.value), "jvp")
    let back = try graph.pullback(of: example.field, at: example.point, selected: [0])
      .cotangents(for: [direction])[0]
    let transposed = try jacobian.transposed().values
    expectClose(back.leaves[0].value.values, times(transposed, direction.value), "vjp")
    let product = try graph.hessianProduct(
      of: example.scalar,
      at: example.point,
      selected: [0],
      along: [direction]
    )[0]
    let hessian = try example.hessian()
    expectClose(product.leaves[0].value.values, times(hessian, direction.value), "hvp")
    #expect(graph.count == 0)
  }

  @Test(arguments: 1...300)
  func fieldsObeyTheIdentities(_ seed: Int) throws {
    let example = try Example(seed: seed)
    let (graph, point) = (example.graph, example.point)
    let gradient: Function = { .leaf(try example.gradient($0).leaves[0]) }
    let hessian = try example.hessian()
    let trace = hessian[0] + hessian[4] + hessian[8]
    let laplacian = try graph.laplacian(of: example.scalar, at: point, selected: [0])
    expectClose(laplacian.value.values, [trace], "laplacian")
    let divergence = try graph.divergence(of: gradient, at: point, selected: [0])
    expectClose(divergence.value.values, [trace], "divergence of the gradient")
    let rotation = try graph.curl(of: gradient, at: point, selected: [0])
    expectClose(rotation.value.values + hessian, [0, 0, 0] + hessian, "curl of the gradient")
    let curl: Function = { trees in
      .leaf(try graph.curl(of: example.field, at: trees, selected: [0]))
    }
    let source = try graph.divergence(of: curl, at: point, selected: [0])
    expectClose(source.value.values, [0], "divergence of the curl")
    #expect(graph.count == 0)
  }

  @Test(arguments: 1...300)
  func thirdDerivativesDoNotDependOnTheOrderOfModes(_ seed: Int) throws {
    let example = try Example(seed: seed)
    let (graph, direction) = (example.graph, [example.direction])
    let product: Function = { trees in
      try graph.hessianProduct(of: example.scalar, at: trees, selected: [0], along: direction)[0]
    }
    let slope: Function = { trees in
      try graph.pushforward(of: example.scalar, at: trees, selected: [0], along: direction).tangent
    }
    let forwardLast = try graph.pushforward(
      of: product,
      at: example.point,
      selected: [0],
      along: direction
    ).tangent
    let reverseLast = try graph.valueAndGradient(
      of: { trees in
        try graph.pushforward(of: slope, at: trees, selected: [0], along: direction).tangent
      },
      at: example.point,
      selected: [0]
    ).gradients[0]
    expectClose(
      forwardLast.leaves[0].value.values,
      reverseLast.leaves[0].value.values,
      "third derivative"
    )
    #expect(graph.count == 0)
  }

  private func times(_ matrix: [Double], _ vector: Tensor) -> [Double] {
    let size = vector.count
    return (0..<size).map { row in
      (0..<size).reduce(0) { $0 + matrix[row * size + $1] * vector[$1] }
    }
  }
}
