public import Autodiff
public import TensorCore

/// A way to make parameters follow their gradients: a rule for one step, and a learning rate for every step.
///
/// A step is a pure function of parameters, gradients, state, step number and learning rate. The optimizer itself
/// never changes; what it remembers from step to step is the state, which belongs to whoever trains.
public struct Optimizer {
  /// The name the language makes it by: `adam`.
  public let name: String
  /// How it would be written again: `adam(lr=0.001)`.
  public let signature: String
  public let learningRate: LearningRate
  let rule: StepRule

  init(_ name: String, _ signature: String, _ learningRate: LearningRate, _ rule: StepRule) {
    self.name = name
    self.signature = signature
    self.learningRate = learningRate
    self.rule = rule
  }

  /// The state before the first step, for parameters of these kinds.
  public func initialState(for kinds: [Kind]) throws(TensorError) -> OptimizerState {
    var slots: [[Tensor]] = []
    var programs: [BlockProgram.Compiled] = []
    for kind in kinds {
      var own: [Tensor] = []
      programs.append(try rule.formula.compiled(for: kind))
      for value in rule.initialState {
        own.append(try Tensor.filled(value, shape: kind.shape, dtype: kind.dtype))
      }
      slots.append(own)
    }
    return OptimizerState(step: 0, slots: slots, programs: programs)
  }

  /// The parameters after the next step, and the state for the one after it.
  ///
  /// Gradients have the shapes and element types of their parameters; `float32` stays `float32`. The learning rate is
  /// that of `state.step` unless one is given.
  ///
  /// - Throws: `TensorError.value` where the learning rate of this step is no number that can be used.
  public func step(
    parameters: [Tensor],
    gradients: [Tensor],
    state: OptimizerState,
    learningRate: Double? = nil
  ) throws -> (parameters: [Tensor], state: OptimizerState) {
    let rate = try learningRate ?? self.learningRate.rate(at: state.step)
    let coefficients = coefficients(step: state.step, learningRate: rate)
    var next: [Tensor] = []
    var slots: [[Tensor]] = []
    for index in parameters.indices {
      let inputs = [parameters[index], gradients[index]] + state.slots[index]
      let results = try state.programs[index].run(inputs, numbers: coefficients).tensors
      next.append(results[0])
      slots.append(Array(results[1...]))
    }
    return (next, state.next(slots))
  }

  /// The numbers that a step depends on beside its tensors: the learning rate, and what follows from the step number.
  ///
  /// They are the only part of a step that changes from one to the next without being computed from its tensors.
  public func coefficients(step: Int, learningRate: Double) -> [Double] {
    rule.coefficients(step + 1, learningRate)
  }

  /// One step of one parameter as operations on operands, recorded where one of them is.
  ///
  /// `coefficients` stand for those that `coefficients(step:learningRate:)` gives, `state` for the parameter's slots.
  public func recordedStep(
    parameter: Operand,
    gradient: Operand,
    state: [Operand],
    coefficients: [Operand],
    in graph: Graph
  ) throws -> (parameter: Operand, state: [Operand]) {
    let inputs = [parameter, gradient] + state
    let results = try rule.formula.record(inputs, coefficients: coefficients, in: graph)
    return (results[0], Array(results[1...]))
  }
}

/// What an optimizer remembers from step to step.
public struct OptimizerState: Sendable {
  /// How many steps have been made.
  public let step: Int
  /// For each parameter the tensors that the rule keeps, each of the parameter's shape and element type.
  public let slots: [[Tensor]]
  /// The step of each parameter, ready to run.
  let programs: [BlockProgram.Compiled]

  /// The state of what remembers nothing but how far it is.
  package static let empty = OptimizerState(step: 0, slots: [], programs: [])

  /// The state one step later.
  public func next(_ slots: [[Tensor]]) -> OptimizerState {
    OptimizerState(step: step + 1, slots: slots, programs: programs)
  }
}
