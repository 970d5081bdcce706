/// What makes one optimizer different from another.
struct StepRule: Sendable {
  /// What each tensor of the state is filled with before the first step.
  let initialState: [Double]
  /// The numbers of a step, from its number, which starts at 1, and its learning rate.
  let coefficients: @Sendable (_ step: Int, _ rate: Double) -> [Double]
  let formula: StepFormula

  /// The coefficients are as many for every step.
  init(
    initialState: [Double] = [],
    coefficients: @escaping @Sendable (_ step: Int, _ rate: Double) -> [Double] = { [$1] },
    _ write: (StepFormula.Terms) -> StepFormula.Results
  ) {
    self.initialState = initialState
    self.coefficients = coefficients
    formula = StepFormula(
      stateCount: initialState.count,
      coefficientCount: coefficients(1, 0).count,
      write
    )
  }
}

extension StepFormula.Terms {
  /// The gradient with the part that pulls the parameter towards 0, as a penalty of half the squared norm gives it.
  func gradient(decay: Double) -> StepFormula.Quantity {
    decay == 0 ? gradient : gradient + decay * parameter
  }
}
