import Calculus
import Language
import Networks

extension Builtin {
  static let naturalGradient = Builtin(
    "natural_gradient",
    [
      .required("lr"), .optional("output", .none), .optional("distribution", .string("normal")),
      .optional("damping", .number(1e-6)),
    ],
    BuiltinDocumentation(
      "A step down the gradient, measured by how much it changes the distribution of a model's output.",
      formula: #"x \leftarrow x - \eta\, F^{-1} \nabla f"#,
      details: [
        "`output` is a function of the same arguments as f that gives the model's output, `(batch, "
          + "outputs)`; F is its Fisher information, averaged over the batch.",
        "`distribution` says what an output is: \"normal\" (means, of variance 1), \"categorical\" "
          + "(logits of classes) or \"bernoulli\" (logits of yes or no). `damping` times the mean of "
          + "F's diagonal is added to it.",
        "source: Amari, \"Natural gradient works efficiently in learning\" (1998)",
      ],
      example: "minimize(w -> mean((w*[1, 2] - [2, 4])^2), 0, "
        + "method=natural_gradient(0.5, output=w -> [w, 2w]), steps=1).x"
    )
  ) { context, arguments in
    let rate = try arguments.learningRate("lr", in: context)
    let damping = try arguments.size("damping")
    let name = try arguments.string("distribution")
    guard let distribution = NaturalGradient.Distribution(rawValue: name) else {
      let all = NaturalGradient.Distribution.allCases.map { "\"\($0.rawValue)\"" }
      throw arguments.mistake(
        "distribution",
        .value,
        "no distribution is called \"\(name)\"",
        hint: "there are \(all.joined(separator: ", "))"
      )
    }
    let output = try arguments.optional("output") { try arguments.function($0) }
    let text = "natural_gradient(lr=\(rate.text))"
    return .object(
      MethodValue(text) { site in
        guard let output else {
          throw Diagnostic(
            .value,
            "`natural_gradient` measures steps by the model's output, and none is given",
            hint: "name it: `natural_gradient(0.1, output = m -> m(x))`"
          )
        }
        return NaturalGradient(
          text,
          output: try site.objective(of: output),
          distribution: distribution,
          damping: damping,
          rate: rate.rate
        )
      }
    )
  }
}
