import Autodiff
import TensorCore
import Testing

/// A lecture's example, √(x² + exp x²) + cos(x² + exp x²) at 2, with values worked out to twenty digits.
@Suite struct DescriptionTests {
  private let graph = Graph(interruption: Interruption())

  private func squarePlusExponential(_ x: Operand) throws -> Operand {
    let square = try graph.apply(.power, x, .number(2))
    return try graph.apply(.add, square, graph.apply(.exp, square))
  }

  private func example() throws -> ComputationDescription {
    let function: Function = { trees in
      let x = trees[0].leaves[0]
      let root = try graph.apply(.sqrt, squarePlusExponential(x))
      let cosine = try graph.apply(.cos, squarePlusExponential(x))
      return .leaf(try graph.apply(.add, root, cosine))
    }
    return try graph.description(
      of: function,
      at: [.leaf(.number(2))],
      selected: [0],
      names: ["x"],
      outputName: "f"
    )
  }

  @Test func equalSubexpressionsAppearOnce() throws {
    let steps = try example().steps
    #expect(steps.count == 7)
    #expect(steps.reduce(0) { $0 + $1.inputs.count } == 8)
    #expect(steps.map(\.name) == ["x", "v1", "v2", "v3", "v4", "v5", "f"])
    #expect(graph.count == 0)
  }

  @Test func forwardValuesAreThoseOfTheExample() throws {
    let expected = [
      2, 4, 54.598150033144239078, 58.598150033144239078, 7.6549428497634284479,
      -0.4606132141775765967, 7.1943296355858518512,
    ]
    for (step, value) in zip(try example().steps, expected) {
      #expect((step.value.scalar - value).magnitude < 1e-12, "\(step.name)")
    }
  }

  @Test func adjointsAreSumsOverConsumers() throws {
    let steps = try example().steps
    let expected = [
      -182.86980730598278298, -45.717451826495695745, -0.82228368748315777804,
      -0.82228368748315777804, 1, 1, 1,
    ]
    for (step, value) in zip(steps, expected) {
      let adjoint = try #require(step.adjoint?.scalar)
      #expect((adjoint - value).magnitude < 1e-10, "\(step.name)")
      let sum = step.contributions.reduce(0) { $0 + $1.value.scalar }
      #expect(step.contributions.isEmpty || (sum - adjoint).magnitude < 1e-12, "\(step.name)")
    }
    let intoC = steps[3].contributions.map(\.value.scalar)
    #expect((intoC[0] - 0.065317274055867341831).magnitude < 1e-12)
    #expect((intoC[1] - -0.88760096153902511987).magnitude < 1e-12)
  }

  @Test func formulasAreWrittenInTheLanguage() throws {
    let steps = try example().steps
    func text(_ formula: Formula) -> String {
      formula.text { leaf in
        switch leaf {
        case .step(let number): steps[number].name
        case .adjoint(let number): "bar(\(steps[number].name))"
        case .constant(let tensor): tensor.scalar == 2 ? "2" : "\(tensor.scalar)"
        case .operation: ""
        }
      }
    }
    #expect(
      steps.compactMap { $0.formula.map(text) }
        == ["x^2", "exp(v1)", "v1 + v2", "sqrt(v3)", "cos(v3)", "v4 + v5"]
    )
    let local = try #require(steps[3].contributions.first?.localDerivative)
    #expect(text(local.formula) == "1.0/(2v4)")
  }
}
