import TensorCore

extension Operation {
  /// The operand times the standard normal distribution function of it.
  public static let gelu: Operation = Operation(
    "gelu",
    .call("gelu"),
    .unary(.gelu) { x, _ in
      let distribution = try 0.5 * (-0.70710678118654752440 * x).applying(.erfc)
      let density = try 0.39894228040143267794 * (-0.5 * x.applying(.square)).applying(.exp)
      return try .term(distribution + density.applying(.chain, x))
    }
  )
}

extension Definition {
  /// The Gaussian error linear unit, exact.
  static let gelu = Definition(
    Operation.gelu,
    Documentation(
      "The Gaussian error linear unit, exact: x times the normal distribution function of x.",
      formula: #"x\,\Phi(x) = \frac{x}{2} \operatorname{erfc}\left(-\frac{x}{\sqrt 2}\right)"#,
      derivative: "Φ(x) + x φ(x)",
      edgeCases: "0 at -inf; nan stays nan.",
      source: "Hendrycks, Gimpel 2016",
      example: "gelu([-1, 2])"
    ),
    samples: [.vectors([-2, 0, 0.5]), .numbers(1.3), Sample([.tensor([-1, 3], [2, 1])])]
  )
}
