extension Operation {
  public static let negate: Operation = Operation(
    "negate",
    .prefix("-", .sign),
    .unary(.negate) { _, _ in .minusOne }
  )
}

extension Definition {
  /// The negative, element by element.
  static let negate = Definition(
    Operation.negate,
    Documentation(
      "The negative, element by element.",
      formula: #"-x"#,
      derivative: "-1",
      edgeCases: "-0 prints as 0.",
      example: "-[1, -2]"
    ),
    samples: [.vectors([-2, 0, 0.5])]
  )
}
