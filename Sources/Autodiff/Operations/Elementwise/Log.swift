extension Operation {
  public static let log: Operation = Operation(
    "log",
    .call("log"),
    domain: "x > 0",
    .unary(.log) { x, _ in try .term(1 / x) }
  )
}

extension Definition {
  /// The natural logarithm, element by element.
  static let log = Definition(
    Operation.log,
    Documentation(
      "The natural logarithm, element by element.",
      formula: #"\ln x"#,
      derivative: "1/x",
      edgeCases: "log(0) is -inf, of a negative number nan; both draw a warning.",
      example: "log(e)"
    ),
    samples: [.vectors([0.1, 1, 2.5])]
  )
}
