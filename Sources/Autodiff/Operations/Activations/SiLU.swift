import TensorCore

extension Operation {
  /// The operand times the logistic function of it.
  public static let silu: Operation = Operation(
    "silu",
    .call("silu"),
    .elementwise(
      { x in try BinaryKernel.guardedMultiply.apply(to: x.mapped(.sigmoid), x) },
      derivative: { x, y in
        // σ + y(1 - σ), where σ(-x) stands for 1 - σ(x) to keep its digits.
        try .term(x.applying(.sigmoid) + (-x).applying(.sigmoid).applying(.chain, y))
      }
    )
  )
}

extension Definition {
  /// The sigmoid linear unit, also called swish.
  static let silu = Definition(
    Operation.silu,
    Documentation(
      "The sigmoid linear unit, also called swish: x times sigmoid(x).",
      formula: #"x\,\sigma(x)"#,
      derivative: "sigmoid(x) + x sigmoid(x) sigmoid(-x)",
      edgeCases: "0 at -inf; nan stays nan.",
      source: "Elfwing, Uchibe, Doya 2018",
      example: "silu([-1, 2])"
    ),
    samples: [.vectors([-2, 0, 0.5]), .numbers(1.3), Sample([.tensor([-1, 3], [2, 1])])]
  )
}
