import TensorCore

extension Operation {
  public static let minimum: Operation = Operation(
    "minimum",
    .call("minimum"),
    .binary(
      .minimum,
      derivatives: BinaryDerivatives(
        left: { a, b, y in try .term(share(of: a, beside: b, in: y)) },
        right: { a, b, y in try .term(share(of: b, beside: a, in: y)) }
      )
    )
  )
}

extension Definition {
  /// The smaller of two operands, element by element.
  static let minimum = Definition(
    Operation.minimum,
    parameters: ["a", "b"],
    Documentation(
      "The smaller of two operands, element by element.",
      formula: #"\min(a, b)"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "1 for the smaller, 0 for the other",
      edgeCases: "Equal operands share the derivative, one half each; nan wins.",
      example: "minimum([1, 5], 3)"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
