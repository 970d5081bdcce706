import TensorCore

extension Operation {
  public static let modulo: Operation = Operation(
    "%",
    .infix("%", .product),
    domain: "b != 0",
    .binary(
      .modulo,
      derivatives: BinaryDerivatives(
        left: { _, _, _ in .one },
        right: { a, b, _ in try .term(-(a / b).applying(.floor)) }
      )
    )
  )
}

extension Definition {
  /// The remainder of a floored division; it has the sign of the divisor.
  static let modulo = Definition(
    "mod",
    parameters: [ParameterSpecification("a", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "The remainder of a floored division; it has the sign of the divisor.",
      formula: #"a - b \lfloor a / b \rfloor"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "1 for a, -floor(a/b) for b",
      edgeCases: "By 0 nan.",
      example: "mod(-1, 3)"
    ),
    samples: [.numbers(7.3, 2), .vectors([1.5, -2.2, 4.1], [2.5, 3, -1.7])]
  ) { graph, arguments in
    try graph.apply(.modulo, arguments.operand(0), arguments.operand(1))
  }
}
