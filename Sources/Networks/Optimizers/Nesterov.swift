extension OptimizerDefinition {
  static let nesterov = OptimizerDefinition(
    "nesterov",
    [.learningRate(), OptimizerParameter("beta", .fraction, default: 0.9), .weightDecay()],
    OptimizerDocumentation(
      "Momentum that looks ahead: the gradient acts once more on where the velocity leads.",
      formula: #"v \leftarrow \beta v + g, \quad \theta \leftarrow \theta - \eta\,(g + \beta v)"#,
      details: ["`beta` is what PyTorch's SGD with `nesterov=True` calls momentum."],
      source:
        "Sutskever, Martens, Dahl, Hinton, \"On the importance of initialization and momentum "
        + "in deep learning\" (2013)",
      example: "minimize(x -> x^2, 1, method=nesterov(0.1)).converged"
    )
  ) { arguments in
    let (beta, decay) = (arguments.number("beta"), arguments.number("weight_decay"))
    return StepRule(initialState: [0]) { terms in
      let gradient = terms.gradient(decay: decay)
      let velocity = beta * terms.state[0] + gradient
      let step = terms.coefficients[0] * (gradient + beta * velocity)
      return (terms.parameter - step, [velocity])
    }
  }
}
