extension OptimizerDefinition {
  static let momentum = OptimizerDefinition(
    "momentum",
    [
      .learningRate(), OptimizerParameter("beta", .fraction, default: 0.9),
      OptimizerParameter("dampening", .fraction, default: 0), .weightDecay(),
    ],
    OptimizerDocumentation(
      "A step along a velocity that remembers earlier gradients: a heavy ball.",
      formula: #"v \leftarrow \beta v + g, \quad \theta \leftarrow \theta - \eta\, v"#,
      details: [
        "`beta` is what PyTorch's SGD calls momentum. With `dampening` d all gradients but the "
          + "first enter as (1 - d) g."
      ],
      source: "Polyak, \"Some methods of speeding up the convergence of iteration methods\" (1964)",
      example: "minimize(x -> x^2, 1, method=momentum(0.1)).value < 1e-3"
    )
  ) { arguments in
    let beta = arguments.number("beta")
    // Without a velocity there is nothing to dampen.
    let dampening = beta == 0 ? 0 : arguments.number("dampening")
    let decay = arguments.number("weight_decay")
    return StepRule(
      initialState: [0],
      coefficients: { step, rate in [rate, step == 1 ? 1 : 1 - dampening] }
    ) { terms in
      let gradient = terms.gradient(decay: decay)
      let push = dampening == 0 ? gradient : terms.coefficients[1] * gradient
      let velocity = beta * terms.state[0] + push
      return (terms.parameter - terms.coefficients[0] * velocity, [velocity])
    }
  }
}
