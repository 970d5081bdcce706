import Autodiff
import Networks
import TensorCore
import Testing

@Suite struct ModelTests {
  @Test func sharedParametersStandOnceUnderTheirFirstPath() throws {
    let maker = LayerMaker()
    let layer = try maker.layer("dense", ["in": .size(2), "out": .size(2)])
    let model = Model(Sequential([layer, layer]))
    #expect(model.parameters.map(\.name) == ["layer1.W", "layer1.b"])
    #expect(model.copy().parameters.map(\.name) == ["layer1.W", "layer1.b"])
  }

  @Test func pureRunOnPlainValuesLeavesNoNodes() throws {
    let maker = LayerMaker()
    let model = Model(try maker.layer("dense", ["in": .size(2), "out": .size(1)]))
    let values = model.parameters.map { $0.parameter.variable.plain }
    let input = Operand(try Tensor(values: [1, 2], shape: [1, 2]))
    let result = try model.run(
      .leaf(input),
      parameters: values,
      in: maker.graph,
      draw: { _ in .number(0) }
    )
    guard case .leaf(let output) = result.output else { throw TensorError.type("a tensor") }
    #expect(output.variable == nil)
    #expect(output.shape == [1, 1])
  }
}
