import TensorCore
import Testing

import Autodiff

@Suite struct CustomRuleTests {
  /// Something that a rule captures.
  private final class Capture {}

  /// `x³` with its own rule, weighted to one number.
  private func cube(_ graph: Graph, capturing capture: Capture? = nil) -> Function {
    { trees in
      let power = try graph.value(
        of: { .leaf(try graph.apply(.power, $0[0].leaves[0], .number(3))) },
        withRule: { points, _, cotangent in
          _ = capture
          let square = try graph.apply(.square, points[0].leaves[0])
          let local = try graph.apply(.multiply, .number(3), square)
          return [.leaf(try graph.apply(.multiply, local, cotangent.leaves[0]))]
        },
        named: "`cube`",
        at: trees
      )
      return .leaf(try graph.apply(.sum(axes: nil), power.leaves[0]))
    }
  }

  private func point(_ values: [Double]) throws -> [Tree] {
    [.leaf(Operand(try Tensor(values: values, shape: [values.count])))]
  }

  @Test func bothModesAndOrdersFollowTheRule() throws {
    let graph = Graph(interruption: Interruption())
    let function = cube(graph)
    let x = try point([1, 2])
    let gradient = try graph.valueAndGradient(of: function, at: x, selected: [0]).gradients[0]
    #expect(gradient.leaves[0].value.values == [3, 12])
    let unit = Operand(try Tensor(values: [0, 1], shape: [2]))
    let slope = try graph.pushforward(of: function, at: x, selected: [0], along: [unit]).tangent
    #expect(slope.leaves[0].value.values == [12])
    let product = try graph.hessianProduct(of: function, at: x, selected: [0], along: [unit])[0]
    #expect(product.leaves[0].value.values == [0, 12])
    #expect(graph.count == 0)
  }

  @Test func aRuleGoesWithTheLastValueItBelongsTo() throws {
    let graph = Graph(interruption: Interruption())
    let x = try point([1, 2])
    weak var capture: Capture?
    do {
      let kept = Capture()
      capture = kept
      let function = cube(graph, capturing: kept)
      _ = try graph.valueAndGradient(of: function, at: x, selected: [0])
      _ = try graph.hessian(of: function, at: x, selected: [0])
      _ = try function(x)
    }
    #expect(capture == nil)
    #expect(graph.count == 0)
  }

  @Test func aRuleThatFailsLeavesNothingBehind() throws {
    struct Failure: Error {}
    let graph = Graph(interruption: Interruption())
    let failing: Function = { trees in
      try graph.value(
        of: { $0[0] },
        withRule: { _, _, _ in throw Failure() },
        named: "`failing`",
        at: trees
      )
    }
    #expect(throws: Failure.self) {
      try graph.valueAndGradient(of: failing, at: [.leaf(.number(2))], selected: [0])
    }
    #expect(graph.count == 0)
    let slope = try graph.derivative(
      of: { .leaf(try graph.apply(.exp, $0[0].leaves[0])) },
      at: .leaf(.number(0)),
      name: "x"
    )
    #expect(slope.leaves[0].value.values == [1])
  }
}
