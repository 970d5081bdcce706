extension Operation {
  public static let erf: Operation = Operation(
    "erf",
    .call("erf"),
    .unary(.erf) { x, _ in try .term(1.12837916709551257390 * (-x.applying(.square)).applying(.exp))
    }
  )
}

extension Definition {
  /// The error function, element by element.
  static let erf = Definition(
    Operation.erf,
    Documentation(
      "The error function, element by element.",
      formula: #"\frac{2}{\sqrt{\pi}} \int_0^x e^{-t^2} dt"#,
      derivative: "2/sqrt(pi) exp(-x^2)",
      edgeCases: "±1 at ±inf.",
      example: "erf(0.5)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
