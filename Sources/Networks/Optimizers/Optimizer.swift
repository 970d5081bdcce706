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
  /// How it would be written again but for its learning rate, which a step takes among its numbers.
  public let recipe: String
  public let learningRate: LearningRate
  let rule: StepRule

  init(
    _ name: String,
    _ signature: String,
    recipe: String,
    _ learningRate: LearningRate,
    _ rule: StepRule
  ) {
    self.name = name
    self.signature = signature
    self.recipe = recipe
    self.learningRate = learningRate
    self.rule = rule
  }

  /// The state before the first step, for parameters of these kinds.
  ///
  /// `like` is the state of another training by such an optimizer, of parameters of the same kinds.
  public func initialState(
    for kinds: [Kind],
    like known: OptimizerState? = nil
  ) throws(TensorError) -> OptimizerState {
    var slots: [[Tensor]] = []
    var programs = known?.programs ?? []
    for kind in kinds {
      var own: [Tensor] = []
      if known == nil { programs.append(try rule.formula.compiled(for: kind)) }
      for value in rule.initialState {
        own.append(try Tensor.filled(value, shape: kind.shape, dtype: kind.dtype))
      }
      slots.append(own)
    }
    return OptimizerState(step: 0, tensors: slots, packing: nil, programs: programs)
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
    let earlier = state.slots
    for index in parameters.indices {
      let inputs = [parameters[index], gradients[index]] + earlier[index]
      let results = try state.programs[index].run(inputs, numbers: coefficients).tensors
      next.append(results[0])
      slots.append(Array(results[1...]))
    }
    return (next, try state.next(separate: slots))
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
  /// For each parameter the tensors that the rule keeps; where they are packed, one list of vectors for all of them.
  let tensors: [[Tensor]]
  let packing: ParameterPacking?
  /// The step of each parameter, ready to run.
  let programs: [BlockProgram.Compiled]

  /// The state of what remembers nothing but how far it is.
  package static let empty = OptimizerState(step: 0, tensors: [], packing: nil, programs: [])

  /// For each parameter the tensors that the rule keeps, each of the parameter's shape and element type.
  public var slots: [[Tensor]] {
    guard let packing else { return tensors }
    let parts = tensors.joined().map { packing.parts(of: $0) }
    return packing.shapes.indices.map { parameter in parts.map { $0[parameter] } }
  }

  /// What says how to make a step, and nothing of those made.
  package var withoutTensors: OptimizerState {
    OptimizerState(step: 0, tensors: [], packing: nil, programs: programs)
  }

  /// The state with its tensors as vectors, where a packing is given and they are not vectors already.
  package func packed(by packing: ParameterPacking?) throws -> OptimizerState {
    guard let packing, self.packing == nil else { return self }
    return OptimizerState(
      step: step,
      tensors: try Self.vectors(of: tensors, packing),
      packing: packing,
      programs: programs
    )
  }

  /// The state one step later, with tensors laid out as they are here.
  public func next(_ tensors: [[Tensor]]) -> OptimizerState {
    OptimizerState(step: step + 1, tensors: tensors, packing: packing, programs: programs)
  }

  /// The state one step later, from the tensors of each parameter.
  func next(separate slots: [[Tensor]]) throws -> OptimizerState {
    next(try packing.map { try Self.vectors(of: slots, $0) } ?? slots)
  }

  private static func vectors(
    of slots: [[Tensor]],
    _ packing: ParameterPacking
  ) throws -> [[Tensor]] {
    let count = slots.first?.count ?? 0
    return [try (0..<count).map { slot in try packing.pack(slots.map { $0[slot] }) }]
  }
}
