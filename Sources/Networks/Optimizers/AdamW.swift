extension OptimizerDefinition {
  static let adamw = OptimizerDefinition(
    "adamw",
    [.learningRate(1e-3)] + AdamStep.parameters + [
      .weightDecay(0.01), OptimizerParameter("amsgrad", .flag, default: 0),
    ],
    OptimizerDocumentation(
      "Adam with weight decay that the adaptive step size does not touch.",
      formula:
        #"\theta \leftarrow (1 - \eta \lambda)\,\theta - \eta\, \hat m / (\sqrt{\hat v} + \varepsilon)"#,
      details: ["λ is `weight_decay`; the rest is as for `adam`."],
      source: "Loshchilov, Hutter, \"Decoupled weight decay regularization\" (2019), algorithm 2",
      example: "minimize(x -> x^2, 1, method=adamw(0.1)).value < 1e-3"
    )
  ) { arguments in
    let decay = arguments.number("weight_decay")
    return AdamStep(arguments).rule { terms in
      let shrunk = terms.parameter - decay * terms.coefficients[0] * terms.parameter
      return (shrunk, terms.gradient)
    }
  }
}
