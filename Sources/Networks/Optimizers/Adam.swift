import TensorCore

extension OptimizerDefinition {
  static let adam = OptimizerDefinition(
    "adam",
    [.learningRate(1e-3)] + AdamStep.parameters + [
      .weightDecay(), OptimizerParameter("amsgrad", .flag, default: 0),
    ],
    OptimizerDocumentation(
      "Running means of the gradient and of its square give each element a step of its own size.",
      formula:
        #"m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad \theta \leftarrow \theta - \eta\, \hat m / (\sqrt{\hat v} + \varepsilon)"#,
      details: [
        "m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ) at step t.",
        "`weight_decay` adds that multiple of the parameter to its gradient; `adamw` decays apart. "
          + "`amsgrad=true` divides by the largest v so far.",
      ],
      source: "Kingma, Ba, \"Adam: a method for stochastic optimization\" (2015), algorithm 1",
      example: "minimize(x -> x^2, 1, method=adam(0.1)).value < 1e-3"
    )
  ) { arguments in
    let decay = arguments.number("weight_decay")
    return AdamStep(arguments).rule { terms in (terms.parameter, terms.gradient(decay: decay)) }
  }
}

/// What `adam` and `adamw` have in common.
struct AdamStep {
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private let keepsLargest: Bool

  static let parameters = [
    OptimizerParameter("beta1", .fraction, default: 0.9),
    OptimizerParameter("beta2", .fraction, default: 0.999),
    OptimizerParameter("eps", .size, default: 1e-8),
  ]

  init(_ arguments: OptimizerArguments) {
    beta1 = arguments.number("beta1")
    beta2 = arguments.number("beta2")
    epsilon = arguments.number("eps")
    keepsLargest = arguments.flag("amsgrad")
  }

  /// The rule, with a parameter and gradient prepared from a step's terms.
  ///
  /// The first coefficient is the learning rate.
  func rule(
    _ prepare: (StepFormula.Terms) -> (
      parameter: StepFormula.Quantity, gradient: StepFormula.Quantity
    )
  ) -> StepRule {
    let (beta1, beta2) = (beta1, beta2)
    return StepRule(
      initialState: Array(repeating: 0, count: keepsLargest ? 3 : 2),
      coefficients: { step, rate in
        let t = Int32(clamping: step)
        return [
          rate, rate / (1 - power(beta1, t)), 1 / (1 - power(beta2, t)).squareRoot(),
        ]
      }
    ) { terms in
      let (parameter, gradient) = prepare(terms)
      let mean = beta1 * terms.state[0] + (1 - beta1) * gradient
      let square = beta2 * terms.state[1] + (1 - beta2) * gradient.squared()
      var state = [mean, square]
      if keepsLargest { state.append(terms.state[2].maximum(square)) }
      let divisor = (state[state.count - 1]).squareRoot() * terms.coefficients[2] + epsilon
      return (parameter - terms.coefficients[1] * mean / divisor, state)
    }
  }
}

/// A power with a whole exponent, with the bits of the language's own.
private func power(_ base: Double, _ exponent: Int32) -> Double {
  BinaryKernel.power.apply(to: base, Double(exponent))
}
