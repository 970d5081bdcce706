import TensorCore
import Testing

import Autodiff

@Suite struct ReplayTests {
  private let graph = Graph(interruption: Interruption())

  /// Calls a function of one operand several times; gives the results, and how often the function itself ran.
  private func run(
    _ replay: Replay,
    at points: [Operand],
    _ function: (Operand) throws -> Operand
  ) throws -> (results: [Tensor], runCount: Int) {
    var runCount = 0
    let results = try points.map { point in
      let outcome = try replay.run([point]) { operands in
        runCount += 1
        return Replay.Outcome([try function(operands[0])])
      }
      return outcome.operands[0].value
    }
    return (results, runCount)
  }

  private func gradient(_ point: Operand) throws -> Operand {
    try graph.valueAndGradient(
      of: { trees in
        let sine = try graph.apply(.sin, trees[0].leaves[0])
        return .leaf(try graph.apply(.sum(axes: nil), graph.apply(.multiply, sine, sine)))
      },
      at: [.leaf(point)],
      selected: [0]
    ).gradients[0].leaves[0]
  }

  @Test(arguments: [[3], [200]])
  func laterCallsRunFromThePlanWithTheSameBits(dimensions: [Int]) throws {
    let shape = Shape(dimensions)
    let points = try (1...4).map { Operand(try Tensor.filled(Double($0) / 7, shape: shape)) }
    let (results, runCount) = try run(Replay(graph), at: points, gradient)
    #expect(runCount == 2)
    for (point, result) in zip(points, results) {
      #expect(try gradient(point).value.values == result.values)
    }
  }

  @Test func anAnswerThatDiffersRunsTheFunctionAgain() throws {
    let points = [1.0, 2, 3, -1, 4, -2].map { Operand.number($0) }
    let (results, runCount) = try run(Replay(graph), at: points) { x in
      let isPositive = try graph.apply(.greater, x, .number(0)).value.scalar != 0
      return try graph.apply(isPositive ? .square : .negate, x)
    }
    #expect(results.map(\.scalar) == [1, 4, 9, 1, 16, 2])
    #expect(runCount == 3)
  }

  @Test func aNumberThatWasReadIsGuarded() throws {
    let points = [2.0, 2, 2, 3, 3].map { Operand.number($0) }
    let (results, runCount) = try run(Replay(graph), at: points) { x in
      try graph.apply(.multiply, x, .number(x.value.scalar))
    }
    #expect(results.map(\.scalar) == [4, 4, 4, 9, 9])
    #expect(runCount == 3)
  }

  @Test func aTensorThatWasReadHasNoPlan() throws {
    let points = try (1...6).map { Operand(try Tensor.filled(Double($0), shape: [2])) }
    let (results, _) = try run(Replay(graph), at: points) { x in
      try graph.apply(.multiply, x, .number(x.value[0]))
    }
    #expect(results.map { $0[0] } == [1, 4, 9, 16, 25, 36])
    #expect(graph.plannedCallCount == 0)
  }

  @Test func aChangedSourceRunsTheFunctionAgain() throws {
    let source = Source()
    let replay = Replay(graph)
    let times: (Operand) throws -> Operand = { x in
      graph.recording?.read(source)
      return try graph.apply(.multiply, x, .number(source.value))
    }
    let before = try run(replay, at: [1, 2, 3].map { .number($0) }, times)
    source.value = 10
    let after = try run(replay, at: [4, 5].map { .number($0) }, times)
    #expect(before.results.map(\.scalar) == [2, 4, 6])
    #expect(after.results.map(\.scalar) == [40, 50])
    #expect(after.runCount == 1)
  }

  @Test func parametersAreReadAnew() throws {
    let parameter = Parameter(Tensor(2), in: graph)
    let replay = Replay(graph, settlesParameters: true)
    let times: (Operand) throws -> Operand = { x in
      try graph.apply(.multiply, x, .variable(parameter.variable))
    }
    let before = try run(replay, at: [1, 2, 3].map { .number($0) }, times)
    try parameter.set(Tensor(5))
    let after = try run(replay, at: [.number(3)], times)
    #expect(before.results.map(\.scalar) == [2, 4, 6])
    #expect(after.results.map(\.scalar) == [15])
    #expect(after.runCount == 0)
  }

  @Test func anInfinityThatNothingComesOfIsInThePlan() throws {
    let points = (1...4).map { Operand.number(Double($0)) }
    let (results, runCount) = try run(Replay(graph), at: points) { x in
      let sine = try graph.apply(.sin, x)
      let isZero = try graph.apply(.equal, sine, .number(0))
      return try graph.apply(.divide, x, graph.apply(.select, [isZero, .number(.infinity), sine]))
    }
    #expect(try results[3].scalar == 4 / graph.apply(.sin, .number(4)).value.scalar)
    #expect(runCount == 2)
  }

  @Test func whatIsNotFiniteIsLeftToTheFunction() throws {
    let points = [1.0, 2, 3, -1, 4].map { Operand.number($0) }
    let (results, _) = try run(Replay(graph), at: points) { try graph.apply(.log, $0) }
    #expect(results[3].scalar.isNaN)
    #expect(graph.nonFiniteNotes.notes.count == 1)
  }
}

/// Something outside of the engine that changes.
private final class Source: Versioned {
  var value = 2.0 {
    didSet { version += 1 }
  }
  private(set) var version: UInt = 0
}
