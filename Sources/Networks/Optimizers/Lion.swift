extension OptimizerDefinition {
  static let lion = OptimizerDefinition(
    "lion",
    [
      .learningRate(1e-4), OptimizerParameter("beta1", .fraction, default: 0.9),
      OptimizerParameter("beta2", .fraction, default: 0.99), .weightDecay(1e-3),
    ],
    OptimizerDocumentation(
      "Steps of one size for every element: only the sign of a momentum counts.",
      formula:
        #"\theta \leftarrow \theta - \eta\,(\operatorname{sign}(\beta_1 m + (1 - \beta_1) g) + \lambda \theta), \quad m \leftarrow \beta_2 m + (1 - \beta_2) g"#,
      details: ["λ is `weight_decay`; defaults are Optax's, with the paper's learning rate."],
      source: "Chen et al., \"Symbolic discovery of optimization algorithms\" (2023), algorithm 2",
      example: "minimize(x -> x^2, 1, method=lion(0.01)).value < 1e-3"
    )
  ) { arguments in
    let (beta1, beta2) = (arguments.number("beta1"), arguments.number("beta2"))
    let decay = arguments.number("weight_decay")
    return StepRule(initialState: [0]) { terms in
      let mixed = beta1 * terms.state[0] + (1 - beta1) * terms.gradient
      let direction = decay == 0 ? mixed.sign() : mixed.sign() + decay * terms.parameter
      let mean = beta2 * terms.state[0] + (1 - beta2) * terms.gradient
      return (terms.parameter - terms.coefficients[0] * direction, [mean])
    }
  }
}
