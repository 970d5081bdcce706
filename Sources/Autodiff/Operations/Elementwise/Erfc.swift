extension Operation {
  public static let erfc: Operation = Operation(
    "erfc",
    .call("erfc"),
    .unary(.erfc) { x, _ in
      try .term(-1.12837916709551257390 * (-x.applying(.square)).applying(.exp))
    }
  )
}

extension Definition {
  /// The complement of the error function, 1 - erf(x), exact in the tail.
  static let erfc = Definition(
    Operation.erfc,
    Documentation(
      "The complement of the error function, 1 - erf(x), exact in the tail.",
      formula: #"1 - \operatorname{erf} x"#,
      derivative: "-2/sqrt(pi) exp(-x^2)",
      edgeCases: "2 at -inf, 0 at inf; below about 27 no underflow.",
      example: "erfc(3)"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
