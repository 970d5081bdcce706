import Calculus
import Language
import Networks

extension Builtin {
  static let naturalGradient = Builtin(
    "natural_gradient",
    [
      .required("lr"), .optional("output", .none), .optional("distribution", .none),
      .optional("damping", .number(1e-6)),
    ],
    BuiltinDocumentation(
      "A step down the gradient, measured by how much it changes the distribution of a model's output.",
      formula: #"x \leftarrow x - \eta\, F^{-1} \nabla f"#,
      details: [
        "`output` is a function of the same arguments as f that gives the model's output, `(batch, "
          + "outputs)`; F is its Fisher information, averaged over the batch.",
        "`distribution` says what an output is: \"normal\" (means, of variance 1; the default), "
          + "\"categorical\" (logits of classes) or \"bernoulli\" (logits of yes or no). `damping` "
          + "times the mean of F's diagonal is added to it. A step that would lead uphill is halved.",
        "As `optimizer=` of `train` it takes the model's own output, and the distribution that belongs "
          + "to the loss: of `mse`, `cross_entropy`, `nll` or `binary_cross_entropy`.",
        "source: Amari, \"Natural gradient works efficiently in learning\" (1998)",
      ],
      example: "minimize(w -> mean((w*[1, 2] - [2, 4])^2), 0, "
        + "method=natural_gradient(0.5, output=w -> [w, 2w]), steps=1).x"
    )
  ) { context, arguments in
    let rate = try arguments.learningRate("lr", in: context)
    let damping = try arguments.size("damping")
    let distribution = try arguments.optional("distribution") {
      try arguments.distribution($0)
    }
    let output = try arguments.optional("output") { try arguments.function($0) }
    let text = "natural_gradient(lr=\(rate.text))"
    return .object(
      MethodValue(text, formsMatrix: true) { site in
        NaturalGradient(
          text,
          output: try site.output(output),
          distribution: try distribution ?? site.distribution(),
          damping: damping,
          rate: rate.rate
        )
      }
    )
  }
}

extension BoundArguments {
  fileprivate func distribution(_ parameter: String) throws -> NaturalGradient.Distribution {
    let name = try string(parameter)
    if let distribution = NaturalGradient.Distribution(rawValue: name) { return distribution }
    let all = NaturalGradient.Distribution.allCases.map { "\"\($0.rawValue)\"" }
    throw mistake(
      parameter,
      .value,
      "no distribution is called \"\(name)\"",
      hint: "there are \(all.joined(separator: ", "))"
    )
  }
}
