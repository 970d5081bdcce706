import Autodiff
import Calculus
import TensorCore
import Testing

@Suite struct MinimizationTests {
  private static var monotone: [any DescentMethod] {
    [
      LBFGS(memory: 10), LBFGS(memory: 2), Newton(length: 1, damping: 0),
      Newton(length: 0.5, damping: 0.1), NewtonCG(), ConjugateGradient(),
    ]
  }

  @Test(arguments: 0..<6)
  func noStepLeadsUphill(_ index: Int) throws {
    let method = Self.monotone[index]
    for problem in [Problem.valleys, try .quadratic(5, seed: 3)] {
      let run = try Minimization(
        of: problem.objective(),
        by: method,
        steps: 300,
        tolerance: 1e-8
      )
      let values = run.path.map(\.value)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 }, "\(method.signature)")
      #expect(run.reason == .converged, "\(method.signature)")
    }
  }

  @Test(arguments: 0..<6, [UInt64(1), 2, 3, 4])
  func randomQuadraticsEndWhereTheGradientVanishes(_ index: Int, _ seed: UInt64) throws {
    let problem = try Problem.quadratic(8, seed: seed)
    let run = try Minimization(
      of: problem.objective(),
      by: Self.monotone[index],
      steps: 2000,
      tolerance: 1e-7
    )
    #expect(run.reason == .converged)
    #expect(run.last.gradientNorm < 1e-6)
  }

  @Test func newtonSolvesAQuadraticInOneStep() throws {
    let run = try Minimization(
      of: Problem.quadratic(6, seed: 9).objective(),
      by: Newton(length: 1, damping: 0),
      steps: 10,
      tolerance: 1e-8
    )
    #expect(run.steps == 1)
  }

  @Test func toleranceZeroMakesAllTheSteps() throws {
    let problem = Problem([1]) { graph, x in
      try graph.apply(.sum(axes: nil), graph.apply(.square, x))
    }
    for method in Self.monotone {
      let run = try Minimization(of: problem.objective(), by: method, steps: 7, tolerance: 0)
      #expect(run.steps == 7)
      #expect(run.reason == .stepLimit)
    }
  }

  @Test func growingValuesAreNamedDivergence() throws {
    let problem = Problem([1]) { graph, x in
      try graph.apply(.sum(axes: nil), graph.apply(.square, x))
    }
    let method = FirstOrderMethod("too far") { { x, gradient in [x[0] - 2 * gradient[0]] } }
    let run = try Minimization(of: problem.objective(), by: method, steps: 100, tolerance: 1e-8)
    guard case .diverged(let step) = run.reason else {
      Issue.record("it ended with \(run.reason.text)")
      return
    }
    #expect(step == run.steps + 1)
    #expect(run.last.value.isFinite)
  }

  @Test func notANumberAtTheStartIsRefused() throws {
    let problem = Problem([-1]) { graph, x in
      try graph.apply(.sum(axes: nil), graph.apply(.log, x))
    }
    #expect(
      throws: TensorError.value(
        "the function is nan at the start",
        hint: "begin where it is finite"
      )
    ) {
      try Minimization(of: problem.objective(), by: LBFGS(memory: 3), steps: 3, tolerance: 1e-8)
    }
  }

  @Test func argumentsComeBackInTheirStructure() throws {
    let tensor = Operand(try Tensor(values: [1, 2], shape: [2], dtype: .float32))
    let arguments: [Tree] = [.tuple([.leaf(.number(3)), .leaf(tensor)]), .other(nil)]
    let point = FlatPoint(arguments, selected: [0])
    #expect(point.start == [3, 1, 2])
    let moved = try point.arguments(at: [4, 5, 6])
    #expect(moved[0].leaves.map(\.value.values) == [[4], [5, 6]])
    #expect(moved[0].leaves[1].dtype == .float32)
  }
}
