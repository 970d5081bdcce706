import TensorCore
import Testing

import Autodiff

/// One definition at one sample, named for the test report.
struct DerivativeCase: CustomTestStringConvertible, Sendable {
  let definition: Definition
  let sample: Sample
  let number: Int

  var testDescription: String { "\(definition.name) #\(number)" }
  var function: SampleFunction { SampleFunction(definition: definition, sample: sample) }

  static let all = allDefinitions.flatMap { definition in
    definition.samples.enumerated().map {
      DerivativeCase(definition: definition, sample: $1, number: $0)
    }
  }
}

/// Central differences of smooth functions near one: truncation and rounding stay well below this.
private let firstOrderTolerance = 2e-7
/// Differences of a first derivative that is itself exact.
private let secondOrderTolerance = 1e-6

private func expectClose(_ a: [Double], _ b: [Double], _ tolerance: Double, _ what: String) {
  #expect(a.count == b.count, "\(what)")
  for (x, y) in zip(a, b) {
    #expect((x - y).magnitude <= tolerance * max(1, x.magnitude, y.magnitude), "\(what): \(a) \(b)")
  }
}

@Suite struct DefinitionTests {
  @Test(arguments: DerivativeCase.all)
  func reverseModeAgreesWithDifferences(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let point = try example.function.operands().map { Tree.leaf(Operand($0)) }
    let weighted = example.function.weighted(graph)
    let all = Array(point.indices)
    let exact = try graph.valueAndGradient(of: weighted, at: point, selected: all).gradients
    let numeric = try graph.numericGradient(of: weighted, at: point, selected: all)
    for (a, b) in zip(exact, numeric) {
      expectClose(
        a.leaves[0].value.values,
        b.leaves[0].value.values,
        firstOrderTolerance,
        "reverse"
      )
    }
    #expect(graph.count == 0)
  }

  @Test(arguments: DerivativeCase.all)
  func forwardModeAgreesWithReverseMode(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let point = try example.function.operands().map { Tree.leaf(Operand($0)) }
    let weighted = example.function.weighted(graph)
    let all = Array(point.indices)
    let reverse = try graph.valueAndGradient(of: weighted, at: point, selected: all).gradients
    for index in all {
      let tangents = try forwardGradient(graph, weighted, point, index)
      expectClose(reverse[index].leaves[0].value.values, tangents, 1e-12, "forward")
    }
    #expect(graph.count == 0)
  }

  @Test(arguments: DerivativeCase.all)
  func numericAndRecordedPassesGiveTheSameBits(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let operands = try example.function.operands()
    let weighted = example.function.weighted(graph)
    let all = Array(operands.indices)
    let plain = operands.map { Tree.leaf(Operand($0)) }
    let numeric = try graph.valueAndGradient(of: weighted, at: plain, selected: all).gradients
    let parameters = operands.map { Parameter($0, in: graph) }
    let leaves = parameters.map { Tree.leaf(.variable($0.variable)) }
    let recorded = try graph.valueAndGradient(of: weighted, at: leaves, selected: all).gradients
    for (a, b) in zip(numeric, recorded) {
      #expect(a.leaves[0].value.isIdentical(to: b.leaves[0].value))
    }
  }

  @Test(arguments: DerivativeCase.all.filter { $0.sample.order >= 2 })
  func secondDerivativesAgreeWithDifferencesOfFirst(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let point = try example.function.operands().map { Tree.leaf(Operand($0)) }
    let weighted = example.function.weighted(graph)
    let all = Array(point.indices)
    let hessian = try graph.hessian(of: weighted, at: point, selected: all)
    for row in all {
      for column in all {
        let differences = try gradientDifferences(graph, weighted, point, row, column)
        expectClose(hessian[row][column].value.values, differences, secondOrderTolerance, "second")
      }
    }
    #expect(graph.count == 0)
  }

  @Test(arguments: DerivativeCase.all)
  func singlePrecisionAgreesWithDouble(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let double = try example.function.operands().map(Operand.init)
    let single = try example.function.operands(dtype: .float32).map(Operand.init)
    let wide = try example.function.values(graph, double).map(\.value)
    let narrow = try example.function.values(graph, single).map(\.value)
    #expect(wide.map(\.shape) == narrow.map(\.shape))
    for (a, b) in zip(wide, narrow) { expectClose(a.values, b.values, 1e-5, "float32") }
  }

  /// Functions whose results count or point, or that are asked for double precision.
  private static let alwaysDouble: Set = [
    "argmax", "argmin", "argsort", "one_hot", "float64", "rank", "lstsq",
  ]

  @Test(arguments: DerivativeCase.all.filter { !alwaysDouble.contains($0.definition.name) })
  func singlePrecisionStaysSingle(_ example: DerivativeCase) throws {
    let graph = Graph(interruption: Interruption())
    let function = example.function
    // A constant of double precision rightly widens.
    guard !function.sample.entries.contains(where: \.isConstant) else { return }
    let operands = try function.operands(dtype: .float32).map(Operand.init)
    for result in try function.values(graph, operands) { #expect(result.dtype != .float64) }
  }

  @Test func everyFloatFunctionHasSamples() {
    let withoutDerivative: Set = ["isnan", "isfinite", "float32", "all", "any", "count"]
    for definition in allDefinitions where !withoutDerivative.contains(definition.name) {
      #expect(!definition.samples.isEmpty, "\(definition.name)")
    }
  }

  @Test func namesAreUnique() {
    let names = allDefinitions.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test func everyFileUnderOperationsIsReachable() throws {
    for definition in allDefinitions {
      #expect(definition.documentation.summary.hasSuffix("."), "\(definition.name)")
      #expect(!definition.documentation.example.isEmpty, "\(definition.name)")
      #expect(!definition.documentation.formula.isEmpty, "\(definition.name)")
    }
  }

  /// The gradient by one argument, one forward pass an element.
  private func forwardGradient(
    _ graph: Graph,
    _ function: @escaping Function,
    _ point: [Tree],
    _ index: Int
  ) throws -> [Double] {
    let operand = point[index].leaves[0]
    return try (0..<operand.shape.count).map { element in
      let along: Function = { trees in
        var direction = [Double](repeating: 0, count: operand.shape.count)
        direction[element] = 1
        let unit = Operand(try Tensor(values: direction, shape: operand.shape))
        let step = try graph.apply(.multiply, trees[0].leaves[0], unit)
        var moved = point
        moved[index] = .leaf(try graph.apply(.add, operand, step))
        return try function(moved)
      }
      let result = try graph.derivative(of: along, at: .leaf(.number(0)), name: "t")
      return result.leaves[0].value.scalar
    }
  }

  /// The derivative of the gradient by `row` along `column`, by central differences.
  private func gradientDifferences(
    _ graph: Graph,
    _ function: @escaping Function,
    _ point: [Tree],
    _ row: Int,
    _ column: Int
  ) throws -> [Double] {
    let center = point[column].leaves[0].value
    let rows = point[row].leaves[0].shape.count
    var table = [Double](repeating: 0, count: rows * center.count)
    for element in 0..<center.count {
      let step = 1e-5 * max(1, center[element].magnitude)
      let sides = try [step, -step].map { offset in
        var values = center.values
        values[element] += offset
        var moved = point
        moved[column] = .leaf(Operand(try Tensor(values: values, shape: center.shape)))
        return try graph.valueAndGradient(of: function, at: moved, selected: [row])
          .gradients[0].leaves[0].value.values
      }
      for position in 0..<rows {
        table[position * center.count + element] =
          (sides[0][position] - sides[1][position]) / (2 * step)
      }
    }
    return table
  }
}
