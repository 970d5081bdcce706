extension Operation {
  public static let softplus: Operation = Operation(
    "softplus",
    .call("softplus"),
    .unary(.softplus) { x, _ in try .term(x.applying(.sigmoid)) }
  )
}

extension Definition {
  /// A smooth ramp, log(1 + exp(x)), stable for any argument.
  static let softplus = Definition(
    Operation.softplus,
    Documentation(
      "A smooth ramp, log(1 + exp(x)), stable for any argument.",
      formula: #"\ln(1 + e^x)"#,
      derivative: "sigmoid(x)",
      edgeCases: "0 at -inf, x for large x; no overflow at ±1000.",
      example: "softplus(0)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
