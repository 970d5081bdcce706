extension Operation {
  public static let isFinite: Operation = Operation(
    "isfinite",
    .call("isfinite"),
    .unary(.isFinite, derivative: nil)
  )
}

extension Definition {
  /// Whether an element is neither infinite nor nan.
  static let isFinite = Definition(
    Operation.isFinite,
    Documentation(
      "Whether an element is neither infinite nor nan.",
      formula: #"\lvert x \rvert < \infty"#,
      derivative: "none",
      edgeCases: "A number that overflowed is infinite.",
      example: "isfinite([1, inf])"
    ),
    samples: []
  )
}
