public import TensorCore

/// What moves a model's parameters, one batch after the other.
public protocol BatchStepper: AnyObject {
  /// What there is to remember before the first step.
  ///
  /// - Throws: `TensorError` where there is no memory for it.
  func initialState() throws -> OptimizerState
  /// One step, as a pure function of state and batch; the model itself stays as it is.
  func step(from state: TrainingState, on batch: Examples) throws -> StepResult
}

/// What a step begins with and what it ends with.
public struct TrainingState {
  /// The values of the model's parameters, in its order.
  public var parameters: [Tensor]
  public var optimizer: OptimizerState
  /// Running statistics, in the model's order.
  public var states: [Tensor]

  public init(parameters: [Tensor], optimizer: OptimizerState, states: [Tensor]) {
    self.parameters = parameters
    self.optimizer = optimizer
    self.states = states
  }
}

/// What a step gives.
public struct StepResult {
  /// The state after it.
  public let state: TrainingState
  /// The batch's loss before it.
  public let loss: Double
  /// Why there was no step to make from here; nil where one was made.
  public let standstill: TrainingRecord.Ending?

  public init(
    state: TrainingState,
    loss: Double,
    standstill: TrainingRecord.Ending? = nil
  ) {
    self.state = state
    self.loss = loss
    self.standstill = standstill
  }
}
