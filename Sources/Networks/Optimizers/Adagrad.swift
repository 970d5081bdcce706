extension OptimizerDefinition {
  static let adagrad = OptimizerDefinition(
    "adagrad",
    [
      .learningRate(0.01), OptimizerParameter("lr_decay", .size, default: 0), .weightDecay(),
      OptimizerParameter("initial_accumulator_value", .size, default: 0),
      OptimizerParameter("eps", .size, default: 1e-10),
    ],
    OptimizerDocumentation(
      "Steps that shrink, element by element, with the sum of all squared gradients so far.",
      formula:
        #"s \leftarrow s + g^2, \quad \theta \leftarrow \theta - \eta\, g / (\sqrt{s} + \varepsilon)"#,
      details: ["`lr_decay` d divides the learning rate of step t by 1 + d (t - 1)."],
      source: "Duchi, Hazan, Singer, \"Adaptive subgradient methods\" (2011)",
      example: "minimize(x -> x^2, 1, method=adagrad(0.5)).converged"
    )
  ) { arguments in
    let (shrinking, decay) = (arguments.number("lr_decay"), arguments.number("weight_decay"))
    let epsilon = arguments.number("eps")
    return StepRule(
      initialState: [arguments.number("initial_accumulator_value")],
      coefficients: { step, rate in [rate / (1 + Double(step - 1) * shrinking)] }
    ) { terms in
      let gradient = terms.gradient(decay: decay)
      let sum = terms.state[0] + gradient.squared()
      let step = terms.coefficients[0] * gradient / (sum.squareRoot() + epsilon)
      return (terms.parameter - step, [sum])
    }
  }
}
