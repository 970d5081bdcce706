import TensorCore

extension Operation {
  public static let maximum: Operation = Operation(
    "maximum",
    .call("maximum"),
    .binary(
      .maximum,
      derivatives: BinaryDerivatives(
        left: { a, b, y in try .term(share(of: a, beside: b, in: y)) },
        right: { a, b, y in try .term(share(of: b, beside: a, in: y)) }
      )
    )
  )
}

extension Definition {
  /// The greater of two operands, element by element.
  static let maximum = Definition(
    Operation.maximum,
    parameters: ["a", "b"],
    Documentation(
      "The greater of two operands, element by element.",
      formula: #"\max(a, b)"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "1 for the greater, 0 for the other",
      edgeCases: "Equal operands share the derivative, one half each; nan wins.",
      example: "maximum([1, 5], 3)"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}

extension Operation {
  /// How much of the derivative an extremum gives one operand: all, half (a tie) or nothing.
  static func share(of operand: Term, beside other: Term, in extremum: Term) throws -> Term {
    let isChosen = try operand.applying(.equal, extremum)
    let isTie = try operand.applying(.equal, other)
    let half = try extremum.constant(0.5)
    let share = try isTie.applying(.select, half, extremum.constant(1))
    return try isChosen.applying(.select, share, extremum.constant(0))
  }
}
