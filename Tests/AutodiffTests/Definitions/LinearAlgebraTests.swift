import TensorCore
import Testing

import Autodiff

@Suite struct LinearAlgebraTests {
  private let graph = Graph(interruption: Interruption())

  @Test(arguments: LinearAlgebraReference.all)
  func valuesAndGradientsAreThoseOfJAX(_ reference: LinearAlgebraReference) throws {
    let definition = try definition(reference.name)
    let function = SampleFunction(
      definition: definition,
      sample: definition.samples[reference.sample]
    )
    let point = try function.operands().map { Tree.leaf(Operand($0)) }
    let result = try graph.valueAndGradient(
      of: function.weighted(graph),
      at: point,
      selected: Array(point.indices)
    )
    expectClose([result.value.value.scalar], [reference.value])
    expectClose(result.gradients.flatMap { $0.leaves[0].value.values }, reference.gradient)
  }

  @Test func repeatedEigenvaluesShareTheirGradientEvenly() throws {
    let gradient = try gradient(of: "eigvals", at: [3, 0, 0, 3], [2, 2]) { results in
      try graph.apply(.multiply, results[0], vector([1, 0]))
    }
    #expect(gradient == [0.5, 0, 0, 0.5])
  }

  @Test func eigenvectorsOfARepeatedEigenvalueAreRefused() {
    #expect(throws: EngineError.self) {
      try gradient(of: "eigh", at: [3, 0, 0, 3], [2, 2]) { $0[1] }
    }
  }

  @Test func secondDerivativesAtARepeatedEigenvalueAreRefused() throws {
    let definition = try definition("eigvals")
    let squares: Function = { [graph] trees in
      let values = try definition.apply(graph, Arguments([.operand(trees[0].leaves[0])])).leaves[0]
      return .leaf(try graph.apply(.sum(axes: nil), graph.apply(.square, values)))
    }
    let matrix = try Tensor(values: [3, 0, 0, 3], shape: [2, 2])
    #expect(throws: EngineError.self) {
      try graph.hessian(of: squares, at: [.leaf(.tensor(matrix))], selected: [0])
    }
  }

  @Test(arguments: [0, 2])
  func singularVectorsOfARepeatedOrZeroValueAreRefused(_ part: Int) {
    for values in [[2.0, 0, 0, 2], [1, 2, 2, 4]] {
      #expect(throws: EngineError.self) {
        try gradient(of: "svd", at: values, [2, 2]) { $0[part] }
      }
    }
  }

  @Test func aSingularValueOfZeroHasDerivativeZero() throws {
    let gradient = try gradient(of: "svd", at: [0, 0, 0, 0], [2, 2]) { $0[1] }
    #expect(gradient == [0, 0, 0, 0])
  }

  @Test func dependentColumnsHaveNoDerivativeOfQR() {
    #expect(throws: EngineError.self) {
      try gradient(of: "qr", at: [1, 2, 2, 4, 3, 6], [3, 2]) { $0[0] }
    }
  }

  @Test func singularDeterminantHasItsCofactorsAsGradient() throws {
    let gradient = try gradient(of: "det", at: [1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3]) { $0[0] }
    expectClose(gradient, [-3, 6, -3, 6, -12, 6, -3, 6, -3])
  }

  @Test func thirdDerivativeOfASingularDeterminantIsRight() throws {
    // det of diag(x, x, x) is x³: its third derivative at 0 is 6.
    let definition = try definition("det")
    let eye = Operand(try Tensor.eye(3))
    var function: Function = { [graph] trees in
      let matrix = try graph.apply(.multiply, trees[0].leaves[0], eye)
      return try definition.apply(graph, Arguments([.operand(matrix)]))
    }
    for _ in 0..<2 {
      let inner = function
      function = { [graph] in try graph.derivative(of: inner, at: $0[0], name: "x") }
    }
    let third = try graph.derivative(of: function, at: .leaf(.number(0)), name: "x")
    #expect(third.leaves[0].value.scalar == 6)
  }

  @Test func illConditionedMatrixLeavesARemark() throws {
    let matrix = try Tensor(values: [1, 1, 1, 1 + 1e-13], shape: [2, 2])
    _ = try definition("inv").apply(graph, Arguments([.operand(.tensor(matrix))]))
    #expect(graph.takeRemarks().count == 1)
    #expect(graph.takeRemarks().isEmpty)
  }

  private func definition(_ name: String) throws -> Definition {
    try #require(allDefinitions.first { $0.name == name })
  }

  private func vector(_ values: [Double]) throws -> Operand {
    Operand(try Tensor(values: values, shape: [values.count]))
  }

  /// The gradient of the sum of what `choice` takes of a function's results.
  private func gradient(
    of name: String,
    at values: [Double],
    _ shape: Shape,
    _ choice: @escaping ([Operand]) throws -> Operand
  ) throws -> [Double] {
    let definition = try definition(name)
    let function: Function = { [graph] trees in
      let arguments = Arguments([.operand(trees[0].leaves[0])])
      let part = try choice(definition.apply(graph, arguments).leaves)
      return .leaf(try graph.apply(.sum(axes: nil), part))
    }
    let point = Tree.leaf(.tensor(try Tensor(values: values, shape: shape)))
    return try graph.valueAndGradient(of: function, at: [point], selected: [0])
      .gradients[0].leaves[0].value.values
  }

  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) { #expect((x - y).magnitude <= 1e-10 * max(1, y.magnitude)) }
  }
}
