import Autodiff
import Calculus
import TensorCore
import Testing

@Suite struct RootSearchTests {
  @Test func stepsAreNewtons() throws {
    let problem = Problem([1]) { graph, x in
      try graph.apply(.subtract, graph.apply(.square, x), .number(2))
    }
    let search = try RootSearch(of: problem.objective(), steps: 20, tolerance: 1e-12)
    #expect(search.reason == .converged)
    #expect(search.path[1].x == [1.5])
    #expect(abs(search.last.x[0] - 2.0.squareRoot()) < 1e-15)
  }

  @Test func stepsThatOvershootAreHalved() throws {
    // Newton's own steps of atan diverge from 2.
    let problem = Problem([2]) { graph, x in try graph.apply(.atan, x) }
    let search = try RootSearch(of: problem.objective(), steps: 20, tolerance: 1e-12)
    #expect(search.reason == .converged)
    #expect(zip(search.path, search.path.dropFirst()).allSatisfy { $0.norm > $1.norm })
  }

  @Test func aVanishingDerivativeIsNamedWithItsPlace() throws {
    let problem = Problem([0]) { graph, x in
      try graph.apply(.add, graph.apply(.square, x), .number(1))
    }
    #expect(throws: TensorError.self) {
      try RootSearch(of: problem.objective(), steps: 20, tolerance: 1e-12)
    }
  }
}
