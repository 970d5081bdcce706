import TensorCore
import Testing

import Autodiff

@Suite struct GraphTests {
  private let graph = Graph(interruption: Interruption())

  @Test func millionNodeChainIsBuiltDifferentiatedAndFreed() throws {
    let parameter = Parameter(Tensor(0.3), name: "x", in: graph)
    let slope = try slopeOfChain(from: parameter.variable, steps: 500_000)
    #expect(slope.isFinite)
    #expect(graph.count == 1)
  }

  /// The derivative of `x = sin(x) + 0.1`, repeated.
  private func slopeOfChain(from leaf: Variable, steps: Int) throws -> Double {
    var x = Operand.variable(leaf)
    for _ in 0..<steps {
      x = try graph.apply(.sin, x)
      x = try graph.apply(.add, x, .number(0.1))
    }
    return try graph.gradient(of: #require(x.variable), for: [leaf])[0].value.scalar
  }

  @Test func handWrittenTrainingLoopStaysFlat() throws {
    let w = Parameter(Tensor(1), name: "w", in: graph)
    var velocity = Operand.number(0)
    var total = Operand.number(0)
    var largest = 0
    for _ in 0..<2000 {
      let loss = try graph.apply(.square, .variable(w.variable))
      let gradient = try graph.gradient(of: #require(loss.variable), for: [w.variable])[0]
      velocity = try graph.apply(.add, graph.apply(.multiply, .number(0.9), velocity), gradient)
      total = try graph.apply(.add, total, loss)
      let step = try graph.apply(.multiply, .number(0.01), velocity)
      try w.set(graph.apply(.subtract, .variable(w.variable), step).value)
      largest = max(largest, graph.count)
    }
    #expect(largest < 100)
    #expect(w.value.scalar.magnitude < 1)
  }

  @Test func chainOfStepsKeepsOneVectorAStep() throws {
    let leaf = Parameter(try Tensor.filled(0.5, shape: [100]), name: "x", in: graph).variable
    var x = Operand.variable(leaf)
    for _ in 0..<50 {
      x = try graph.apply(.multiply, graph.apply(.sin, x), .number(1.01))
      x = try graph.apply(.add, x, .number(0.1))
    }
    #expect(graph.tensorCount == 51)
    let sum = try #require(graph.apply(.sum(axes: nil), x).variable)
    _ = try graph.gradient(of: sum, for: [leaf])
    // The gradient asked for no other.
    #expect(graph.tensorCount == 51)
  }

  @Test func tensorThatWasLetGoIsComputedAgain() throws {
    let start = try Tensor(values: [0.3, -2, 5], shape: [3])
    let steps = try graph.description(
      of: { trees in
        let product = try graph.apply(.multiply, trees[0].leaves[0], .number(1.1))
        let tripled = try graph.apply(.add, graph.apply(.negate, product), .number(3))
        return .leaf(try graph.apply(.sum(axes: nil), tripled))
      },
      at: [.leaf(.tensor(start))],
      selected: [0],
      names: ["x"],
      outputName: "f"
    ).steps
    let values = steps.filter { $0.role == .operation }.map(\.value.values)
    #expect(values[0] == start.values.map { $0 * 1.1 })
    #expect(values[1] == start.values.map { -($0 * 1.1) })
  }

  @Test func simultaneousStepUsesTheValuesBefore() throws {
    let w = Parameter(Tensor(2), name: "w", in: graph)
    let b = Parameter(Tensor(3), name: "b", in: graph)
    let loss = try graph.apply(.multiply, .variable(w.variable), .variable(b.variable))
    let output = try #require(loss.variable)
    try w.set(Tensor(100))
    let leaves = graph.parameters(of: output)
    #expect(leaves.map(\.name) == ["w", "b"])
    #expect(try graph.gradient(of: output, for: [leaves[1].leaf])[0].value.scalar == 2)
  }

  @Test func perturbationConfusionDoesNotArise() throws {
    let inner: (Operand) -> Function = { x in
      { trees in .leaf(try graph.apply(.add, x, trees[0].leaves[0])) }
    }
    let outer: Function = { trees in
      let x = trees[0].leaves[0]
      let slope = try graph.derivative(of: inner(x), at: .leaf(.number(1)), name: "y")
      return .leaf(try graph.apply(.multiply, x, slope.leaves[0]))
    }
    let result = try graph.derivative(of: outer, at: .leaf(.number(1)), name: "x")
    #expect(result.leaves[0].value.scalar == 1)
    #expect(graph.count == 0)
  }

  @Test func tenthDerivativeOfExponentialIsItself() throws {
    var function: Function = { trees in .leaf(try graph.apply(.exp, trees[0].leaves[0])) }
    for _ in 0..<10 {
      let previous = function
      function = { trees in try graph.derivative(of: previous, at: trees[0], name: "x") }
    }
    let value = try function([.leaf(.number(0.5))]).leaves[0].value.scalar
    #expect((value - 1.6487212707001282).magnitude < 1e-14)
  }

  @Test func zeroAdjointTimesInfinityIsZero() throws {
    let function: Function = { trees in
      let x = trees[0].leaves[0]
      let mask = try graph.apply(.greater, x, .number(0))
      let root = try graph.apply(.sqrt, x)
      return .leaf(try graph.apply(.select, [mask, root, .number(1)]))
    }
    let result = try graph.valueAndGradient(of: function, at: [.leaf(.number(0))], selected: [0])
    #expect(result.gradients[0].leaves[0].value.scalar == 0)
  }
}
