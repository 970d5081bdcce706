extension OptimizerDefinition {
  static let gradientDescent = OptimizerDefinition(
    "gradient_descent",
    [.learningRate(), .weightDecay()],
    OptimizerDocumentation(
      "A step against the gradient.",
      formula: #"\theta \leftarrow \theta - \eta\, g"#,
      details: ["`weight_decay` adds that multiple of the parameter to its gradient."],
      example: "minimize(x -> x^2, 1, method=gradient_descent(0.1)).converged"
    )
  ) { arguments in
    let decay = arguments.number("weight_decay")
    return StepRule { terms in
      (terms.parameter - terms.coefficients[0] * terms.gradient(decay: decay), [])
    }
  }
}
