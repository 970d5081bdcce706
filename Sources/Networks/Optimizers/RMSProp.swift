extension OptimizerDefinition {
  static let rmsprop = OptimizerDefinition(
    "rmsprop",
    [
      .learningRate(0.01), OptimizerParameter("alpha", .fraction, default: 0.99),
      OptimizerParameter("eps", .size, default: 1e-8), .weightDecay(),
      OptimizerParameter("momentum", .fraction, default: 0),
      OptimizerParameter("centered", .flag, default: 0),
    ],
    OptimizerDocumentation(
      "Steps divided, element by element, by the root of a running mean of squared gradients.",
      formula:
        #"s \leftarrow \alpha s + (1 - \alpha) g^2, \quad \theta \leftarrow \theta - \eta\, g / (\sqrt{s} + \varepsilon)"#,
      details: [
        "`centered=true` divides by an estimate of the standard deviation instead; with `momentum` "
          + "the quotient feeds a velocity."
      ],
      source: "Tieleman, Hinton, lecture 6.5 of \"Neural networks for machine learning\" (2012)",
      example: "minimize(x -> x^2, 1, method=rmsprop(0.05), steps=50).value < 1e-3"
    )
  ) { arguments in
    let (alpha, epsilon) = (arguments.number("alpha"), arguments.number("eps"))
    let (decay, momentum) = (arguments.number("weight_decay"), arguments.number("momentum"))
    let isCentered = arguments.flag("centered")
    let hasVelocity = momentum > 0
    let slots = 1 + (isCentered ? 1 : 0) + (hasVelocity ? 1 : 0)
    return StepRule(initialState: Array(repeating: 0, count: slots)) { terms in
      let gradient = terms.gradient(decay: decay)
      let square = alpha * terms.state[0] + ((1 - alpha) * gradient) * gradient
      var state = [square]
      var spread = square
      if isCentered {
        // Written so that it rounds as PyTorch's does: the difference below makes much of a last digit.
        let mean = terms.state[1] + (1 - alpha) * (gradient - terms.state[1])
        state.append(mean)
        // Rounding takes a variance of nearly 0 below it.
        spread = (square - mean.squared()).maximum(0)
      }
      var push = gradient / (spread.squareRoot() + epsilon)
      if hasVelocity {
        push = momentum * terms.state[slots - 1] + push
        state.append(push)
      }
      return (terms.parameter - terms.coefficients[0] * push, state)
    }
  }
}
