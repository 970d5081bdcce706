import Autodiff
import Networks
import TensorCore
import Testing

@Suite struct LayerReferenceTests {
  private static let tolerance = 1e-12
  /// Single precision has seven digits, and a sum of many loses one or two.
  private static let singleTolerance = 2e-5

  @Test func allReferencesAreRead() {
    #expect(LayerReference.all.count == 17)
  }

  @Test(arguments: LayerReference.all)
  func valueAgrees(_ reference: LayerReference) throws {
    let maker = LayerMaker()
    let model = try reference.model(maker)
    let output = try reference.function(model, maker.graph)(reference.point(model)).leaves[0]
    #expect(output.shape.dimensions == reference.output.shape)
    expectClose(output.value.values, reference.output.values, Self.tolerance)
  }

  @Test(arguments: LayerReference.all)
  func gradientsAgree(_ reference: LayerReference) throws {
    let maker = LayerMaker()
    let model = try reference.model(maker)
    let function = reference.function(model, maker.graph)
    let point = try reference.point(model)
    let gradients = try maker.graph.valueAndGradient(
      of: { try reference.weightedSum(function($0), maker.graph) },
      at: point,
      selected: Array(point.indices)
    ).gradients
    let expected = [reference.inputGradient] + reference.gradients
    for (gradient, expected) in zip(gradients, expected) {
      expectClose(gradient.leaves[0].value.values, expected, Self.tolerance)
    }
  }

  @Test(arguments: LayerReference.all)
  func singlePrecisionStaysSingleAndAgrees(_ reference: LayerReference) throws {
    let maker = LayerMaker()
    let model = try reference.model(maker, dtype: .float32)
    let point = try reference.point(model, dtype: .float32)
    let output = try reference.function(model, maker.graph)(point).leaves[0]
    #expect(output.dtype == .float32)
    expectClose(output.value.values, reference.output.values, Self.singleTolerance)
  }

  /// Reverse mode, forward mode and differences, of the first derivative and of the second.
  @Test(arguments: LayerReference.all, [1, 2])
  func derivativesAgreeWithDifferences(_ reference: LayerReference, _ order: Int) throws {
    let maker = LayerMaker()
    let model = try reference.model(maker)
    let function = reference.function(model, maker.graph)
    let point = try reference.point(model)
    // Of many parameters only the input's derivatives, and those of the last.
    let chosen = reference.layer == "embedding" ? [1] : [0, point.count - 1]
    let check = try maker.graph.gradientCheck(
      of: { try reference.weightedSum(function($0), maker.graph) },
      at: point,
      selected: Array(Set(chosen)).sorted(),
      order: order
    )
    #expect(check.passes, "off by \(check.largestAbsolute)")
  }

  @Test(arguments: LayerReference.all)
  func runningStatisticsAgree(_ reference: LayerReference) throws {
    let maker = LayerMaker()
    let model = try reference.model(maker)
    let states = try model.run(
      reference.point(model)[0],
      isTraining: reference.training,
      in: maker.graph,
      draw: { _ in .number(0) }
    ).states
    for (state, expected) in zip(states, reference.nextStates) {
      expectClose(state.value.values, expected, Self.tolerance)
    }
  }

  private func expectClose(_ values: [Double], _ expected: [Double], _ tolerance: Double) {
    let isClose = zip(values, expected).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
    #expect(values.count == expected.count && isClose, "\(values) for \(expected)")
  }
}
