import Autodiff
import Networks
import TensorCore
import Testing

@Suite struct OptimizerTests {
  /// PyTorch works in the same precision in another order.
  private let tolerance = 1e-10

  @Test(arguments: ReferencePath.all)
  func stepForStepEqualToTheReference(_ reference: ReferencePath) throws {
    let optimizer = try reference.makeOptimizer()
    var x = try Tensor(values: [1, -2, 0.5, 3], shape: [4])
    var state = try optimizer.initialState(for: [Kind([4])])
    for step in 1...reference.steps {
      let gradient = try ReferencePath.gradient(at: x)
      let next = try optimizer.step(parameters: [x], gradients: [gradient], state: state)
      (x, state) = (next.parameters[0], next.state)
      guard let expected = reference.rows[step] else { continue }
      for (value, wanted) in zip(x.values, expected) {
        #expect(abs(value - wanted) < tolerance, "step \(step)")
      }
    }
  }

  @Test(arguments: ReferencePath.all)
  func recordedStepsHaveTheSameValues(_ reference: ReferencePath) throws {
    let optimizer = try reference.makeOptimizer()
    let graph = Graph(interruption: Interruption())
    let x = try Tensor(values: [1, -2, 0.5, 3], shape: [4])
    let parameter = Parameter(x, in: graph)
    let gradient = try ReferencePath.gradient(at: x)
    let state = try optimizer.initialState(for: [Kind([4])])
    let rate = try optimizer.learningRate.rate(at: 0)
    let recorded = try optimizer.recordedStep(
      parameter: .variable(parameter.variable),
      gradient: Operand(gradient),
      state: state.slots[0].map { Operand($0) },
      coefficients: optimizer.coefficients(step: 0, learningRate: rate).map { .number($0) },
      in: graph
    )
    let plain = try optimizer.step(parameters: [x], gradients: [gradient], state: state)
    #expect(recorded.parameter.variable != nil)
    #expect(recorded.parameter.value.isIdentical(to: plain.parameters[0]))
    for (slot, other) in zip(recorded.state, plain.state.slots[0]) {
      #expect(slot.value.isIdentical(to: other))
    }
  }

  @Test(arguments: allOptimizers.map(\.name), [[], [3]])
  func float32StaysFloat32(_ name: String, _ dimensions: [Int]) throws {
    let optimizer = try ReferencePath(name, rows: [:]).makeOptimizer()
    let x = try Tensor.filled(2, shape: Shape(dimensions), dtype: .float32)
    let state = try optimizer.initialState(for: [Kind(x.shape, .float32)])
    let next = try optimizer.step(parameters: [x], gradients: [x], state: state)
    #expect(next.parameters[0].dtype == .float32)
    #expect(next.parameters[0].shape == x.shape)
    #expect(next.state.slots[0].allSatisfy { $0.dtype == .float32 })
    #expect(next.parameters[0][0] < 2)
  }

  @Test(arguments: allOptimizers.map(\.name))
  func packedStatesStepAsSeparateOnes(_ name: String) throws {
    let optimizer = try ReferencePath(name, rows: [:]).makeOptimizer()
    var parameters = [
      try Tensor(values: [1, -2, 0.5, 3, 0, 7], shape: [2, 3]), Tensor(0.25),
      try Tensor(values: [4], shape: [1]),
    ]
    let kinds = parameters.map { Kind($0.shape, $0.dtype) }
    var separate = try optimizer.initialState(for: kinds)
    var packed = try separate.packed(by: ParameterPacking(kinds))
    for _ in 0..<3 {
      let one = try optimizer.step(
        parameters: parameters,
        gradients: parameters,
        state: separate
      )
      let other = try optimizer.step(
        parameters: parameters,
        gradients: parameters,
        state: packed
      )
      #expect(zip(one.parameters, other.parameters).allSatisfy { $0.isIdentical(to: $1) })
      for (slots, others) in zip(one.state.slots, other.state.slots) {
        #expect(slots.count == others.count)
        #expect(zip(slots, others).allSatisfy { $0.isIdentical(to: $1) })
      }
      (parameters, separate, packed) = (one.parameters, one.state, other.state)
    }
  }

  @Test func aStepLeavesItsInputsAlone() throws {
    let optimizer = try ReferencePath("adam", rows: [:]).makeOptimizer()
    let x = try Tensor(values: [1, 2], shape: [2])
    let state = try optimizer.initialState(for: [Kind([2])])
    _ = try optimizer.step(parameters: [x], gradients: [x], state: state)
    #expect(x.values == [1, 2])
    #expect(state.slots[0].allSatisfy { $0.values == [0, 0] })
  }

  @Test func negativeRateOfAScheduleNamesTheStep() throws {
    let rate = LearningRate("falling") { 1 - Double($0) }
    #expect(try rate.rate(at: 1) == 0)
    #expect(throws: TensorError.self) { try rate.rate(at: 2) }
  }
}
