import TensorCore

extension Operation {
  public static let lgamma: Operation = Operation(
    "lgamma",
    .call("lgamma"),
    domain: "x not 0, -1, -2, …",
    .unary(.lgamma) { x, _ in try .term(x.applying(.digamma)) }
  )

  public static let digamma: Operation = Operation(
    "digamma",
    .call("digamma"),
    domain: "x not 0, -1, -2, …",
    .unary(.digamma) { x, _ in try .term(x.applying(.trigamma)) }
  )

  public static let trigamma: Operation = Operation(
    "trigamma",
    .call("trigamma"),
    domain: "x not 0, -1, -2, …",
    .unary(.trigamma) { x, _ in try .term(x.applying(.polygamma(2))) }
  )

  /// The derivative of `digamma` of the given order; order 0 is `digamma` itself.
  public static func polygamma(_ order: Int) -> Operation {
    switch order {
    case 0: digamma
    case 1: trigamma
    default:
      Operation(
        "polygamma",
        .call("polygamma", extra: "\(order)"),
        domain: "x not 0, -1, -2, …",
        .elementwise(
          { x in try x.polygamma(order) },
          derivative: { x, _ in try .term(x.applying(.polygamma(order + 1))) }
        )
      )
    }
  }
}

extension Definition {
  /// The logarithm of the gamma function's magnitude.
  static let lgamma = Definition(
    Operation.lgamma,
    Documentation(
      "The logarithm of the magnitude of the gamma function, element by element.",
      formula: #"\ln |\Gamma(x)|"#,
      derivative: "digamma(x)",
      edgeCases: "At 0 and the negative whole numbers inf.",
      example: "lgamma(5)"
    ),
    samples: [.vectors([0.1, 1, 2.5]), .numbers(-1.3), Sample([.tensor([12, 30], [2, 1])])]
  )

  /// The derivative of `lgamma`.
  static let digamma = Definition(
    Operation.digamma,
    Documentation(
      "The logarithmic derivative of the gamma function, element by element.",
      formula: #"\psi(x) = \frac{\Gamma'(x)}{\Gamma(x)}"#,
      derivative: "trigamma(x)",
      edgeCases: "At the negative whole numbers nan, at 0 -inf.",
      source: "Abramowitz and Stegun 1964, 6.3",
      example: "digamma(1)"
    ),
    samples: [.vectors([0.3, 1, 2.5]), .numbers(-1.3), Sample([.tensor([12, 30], [2, 1])])]
  )

  /// The derivative of `digamma`.
  static let trigamma = Definition(
    Operation.trigamma,
    Documentation(
      "The derivative of `digamma`, element by element.",
      formula: #"\psi'(x)"#,
      derivative: "polygamma(2, x)",
      edgeCases: "At 0 and the negative whole numbers inf.",
      source: "Abramowitz and Stegun 1964, 6.4",
      example: "trigamma(1)"
    ),
    samples: [.vectors([0.4, 1, 2.5]), .numbers(-1.3), Sample([.tensor([12, 30], [2, 1])])]
  )

  /// A derivative of `digamma`.
  static let polygamma = Definition(
    "polygamma",
    parameters: [
      ParameterSpecification("order", .integer), ParameterSpecification("x", .operand),
    ],
    Documentation(
      "The derivative of `digamma` of some order, element by element.",
      formula: #"\psi^{(n)}(x)"#,
      derivative: "polygamma(order + 1, x)",
      edgeCases: "At 0 and the negative whole numbers inf or nan, as the sides agree or not.",
      source: "Abramowitz and Stegun 1964, 6.4; NIST DLMF 25.11.28",
      example: "polygamma(2, 1)"
    ),
    samples: [
      Sample([.integer(0), .tensor([0.5, 3], [2])]),
      Sample([.integer(1), .tensor([0.5, 3], [2])]),
      Sample([.integer(2), .tensor([0.8, 3, 12], [3])]),
      Sample([.integer(3), .tensor([2.2], .scalar)]),
      Sample([.integer(2), .tensor([-1.4], .scalar)]),
    ]
  ) { graph, arguments in
    let order = try arguments.integer(0)
    guard (0...100).contains(order) else {
      throw TensorError.value("polygamma takes orders from 0 to 100, not \(order)", hint: nil)
    }
    return try graph.apply(.polygamma(order), arguments.operand(1))
  }
}
