import Autodiff
import TensorCore

/// One step of a training, as a pure function of parameters, optimizer state, running states and batch.
///
/// It runs from a plan as soon as it repeats. The parameters it computes with are the model's own, so that a loss that
/// looks at them, to keep weights small, say, is differentiated by them too.
public final class TrainingStep: BatchStepper {
  private let task: TrainingTask
  private let optimizer: Optimizer
  private let start: OptimizerState?
  private let parameters: [Parameter]

  /// Takes the state that an earlier training left behind, or nil to begin afresh.
  public init(_ task: TrainingTask, by optimizer: Optimizer, from start: OptimizerState? = nil) {
    self.task = task
    self.optimizer = optimizer
    self.start = start
    parameters = task.model.parameters.map(\.parameter)
  }

  public func initialState() throws -> OptimizerState {
    let kinds = task.leaves.map(\.kind)
    let packing = ParameterPacking(kinds)
    if let start { return try start.packed(by: packing) }
    let state = try optimizer.initialState(for: kinds, like: task.plans.firstState)
    task.plans.firstState = state.withoutTensors
    return try state.packed(by: packing)
  }

  public func step(from state: TrainingState, on batch: Examples) throws -> StepResult {
    let rate = try optimizer.learningRate.rate(at: state.optimizer.step)
    let coefficients = optimizer.coefficients(
      step: state.optimizer.step,
      learningRate: rate
    )
    let noise = try task.plans.drawnShapes[batch.count]?.map { Operand(try task.draw($0)) }
    var arguments: [Operand] = []
    arguments.reserveCapacity(3 * state.parameters.count + coefficients.count + 4)
    for slots in state.optimizer.tensors { for slot in slots { arguments.append(Operand(slot)) } }
    let slotCount = arguments.count
    arguments += state.states.map(Operand.init)
    arguments += coefficients.map(Operand.number)
    arguments += noise ?? []
    arguments += batch.operands
    let outcome = try task.plans.step.run(arguments, for: parameters) { operands in
      var reader = operands[...]
      let slots = reader.take(slotCount)
      let states = reader.take(state.states.count)
      let coefficients = reader.take(coefficients.count)
      let noise = noise.map { reader.take($0.count) }
      return Replay.Outcome(
        try self.step(state, slots, states, coefficients, noise, batch, reader)
      )
    }
    return try self.state(after: state, outcome.operands)
  }

  /// New parameters, optimizer state, running states and the loss, one after the other.
  private func step(
    _ state: TrainingState,
    _ slots: [Operand],
    _ states: [Operand],
    _ coefficients: [Operand],
    _ noise: [Operand]?,
    _ batch: Examples,
    _ operands: ArraySlice<Operand>
  ) throws -> [Operand] {
    let (inputs, targets) = batch.structure(operands)
    let drawing = Drawing(noise, task)
    let leaves = task.leaves
    let result = try task.model.run(
      inputs,
      states: states,
      isTraining: true,
      in: task.graph,
      draw: drawing.draw
    )
    let loss = try task.oneNumber(task.loss(result.output, targets))
    if noise == nil { task.plans.drawnShapes[batch.count] = drawing.shapes }
    let variable = try task.requireDependence(loss)
    let reached = try task.graph.gradientWhereReached(of: variable, for: leaves)
    var gradients = try zip(leaves, reached).map { leaf, gradient in
      try gradient ?? Operand(Tensor.filled(0, shape: leaf.shape, dtype: leaf.dtype))
    }
    if !task.graph.isRecording { gradients = gradients.map(\.plain) }
    gradients = try clipped(gradients)
    var moved = try moved(state, leaves, gradients, slots, coefficients)
    // What the loss does not depend on stays as it is, whatever decay and momentum say.
    for place in leaves.indices where reached[place] == nil {
      let isRecorded = task.graph.isRecording
      moved[place] = isRecorded ? .variable(leaves[place]) : Operand(state.parameters[place])
    }
    return moved + result.states + [loss]
  }

  /// The parameters after the step, followed by the optimizer's state.
  private func moved(
    _ state: TrainingState,
    _ leaves: [Variable],
    _ gradients: [Operand],
    _ slots: [Operand],
    _ coefficients: [Operand]
  ) throws -> [Operand] {
    guard task.graph.isRecording else {
      let (parameters, next) = try optimizer.step(
        parameters: state.parameters,
        gradients: zip(gradients, state.parameters).map { try $0.value.cast(to: $1.dtype) },
        state: state.optimizer,
        learningRate: optimizer.learningRate.rate(at: state.optimizer.step)
      )
      return (parameters + next.tensors.joined()).map(Operand.init)
    }
    if let packing = state.optimizer.packing {
      let result = try optimizer.recordedStep(
        parameter: packing.pack(leaves.map { .variable($0) }, in: task.graph),
        gradient: packing.pack(gradients, in: task.graph),
        state: slots,
        coefficients: coefficients,
        in: task.graph
      )
      return try packing.parts(of: result.parameter, in: task.graph) + result.state
    }
    var parameters: [Operand] = []
    var next: [Operand] = []
    var reader = slots[...]
    for (place, leaf) in leaves.enumerated() {
      let result = try optimizer.recordedStep(
        parameter: .variable(leaf),
        gradient: gradients[place],
        state: reader.take(state.optimizer.tensors[place].count),
        coefficients: coefficients,
        in: task.graph
      )
      parameters.append(result.parameter)
      next += result.state
    }
    return parameters + next
  }

  /// The gradients, made shorter together where their norm is above the limit.
  ///
  /// - Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1.
  private func clipped(_ gradients: [Operand]) throws -> [Operand] {
    guard let limit = task.clipNorm else { return gradients }
    let graph = task.graph
    var total = Operand.number(0)
    for gradient in gradients {
      let square = try graph.apply(.multiply, gradient, gradient)
      total = try graph.apply(.add, total, graph.apply(.sum(axes: nil), square))
    }
    // PyTorch's `clip_grad_norm_` adds as much to the norm, and steps are to be equal to its steps.
    let norm = try graph.apply(.add, graph.apply(.sqrt, total), .number(1e-6))
    let scale = try graph.apply(
      .divide,
      .number(limit),
      graph.apply(.maximum, norm, .number(limit))
    )
    return try gradients.map { gradient in
      let scaled = try graph.apply(.multiply, gradient, scale)
      return scaled.dtype == gradient.dtype
        ? scaled : try graph.apply(.cast(to: gradient.dtype), scaled)
    }
  }

  private func state(
    after state: TrainingState,
    _ operands: [Operand]
  ) throws -> StepResult {
    var taken = 0
    func values(_ count: Int) -> [Tensor] {
      defer { taken += count }
      return (taken..<taken + count).map { operands[$0].value }
    }
    let parameters = values(state.parameters.count)
    let tensors = state.optimizer.tensors.map { values($0.count) }
    let states = values(state.states.count)
    let loss = operands[taken].value.scalar
    let next = TrainingState(
      parameters: parameters,
      optimizer: state.optimizer.next(tensors),
      states: states
    )
    return StepResult(state: next, loss: loss)
  }
}

/// Random numbers for one step: those drawn beforehand, or fresh ones, whose shapes are noted.
private final class Drawing {
  private var prepared: ArraySlice<Operand>
  private let task: TrainingTask
  private(set) var shapes: [Shape] = []

  init(_ prepared: [Operand]?, _ task: TrainingTask) {
    self.prepared = (prepared ?? [])[...]
    self.task = task
  }

  func draw(_ shape: Shape) throws -> Operand {
    shapes.append(shape)
    if let next = prepared.first, next.shape == shape { return prepared.removeFirst() }
    // What is drawn here and now no plan can draw again.
    try task.graph.endRecording()
    return Operand(try task.draw(shape))
  }
}

extension ArraySlice {
  /// Takes the first elements off.
  fileprivate mutating func take(_ count: Int) -> [Element] {
    defer { removeFirst(count) }
    return Array(prefix(count))
  }
}
