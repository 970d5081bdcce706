extension Operation {
  public static let isNaN: Operation = Operation(
    "isnan",
    .call("isnan"),
    .unary(.isNaN, derivative: nil)
  )
}

extension Definition {
  /// Whether an element is not a number.
  static let isNaN = Definition(
    Operation.isNaN,
    Documentation(
      "Whether an element is not a number.",
      formula: #"x \neq x"#,
      derivative: "none",
      edgeCases: "`x == nan` holds for nothing, not even nan; this does.",
      example: "isnan([1, nan])"
    ),
    samples: []
  )
}
