import TensorCore

extension Operation {
  /// x log x, which is 0 at 0.
  public static let xlogx: Operation = Operation(
    "xlogx",
    .call("xlogx"),
    domain: "x >= 0",
    .elementwise(
      { x in
        let safe = try Tensor.select(x.mapped(.equal, 0), Tensor(1).cast(to: x.dtype.arithmetic), x)
        return try x * safe.mapped(.log)
      },
      derivative: { x, _ in try .term(x.applying(.log) + 1) }
    )
  )
}

extension Definition {
  /// Kullback and Leibler's divergence of one distribution from another.
  static let klDivergence = distribution(
    "kl_divergence",
    parameters: ["p", "q"],
    Documentation(
      "Kullback and Leibler's divergence of distributions p from q along the last axis, mean over the"
        + " batch.",
      formula: #"\sum_i p_i \ln \frac{p_i}{q_i}"#,
      shapes: "[k], [k] -> []; [n, k], [n, k] -> []",
      derivative: "log(p/q) + 1 for p, -p/q for q",
      edgeCases:
        "Where p is 0 the term is 0, its derivative for p -inf; where q alone is 0 the divergence is"
        + " inf. Shapes that stretch each other are refused.",
      source: "Kullback, Leibler 1951",
      example: "kl_divergence([0.5, 0.5], [0.9, 0.1])"
    ),
    samples: [
      .vectors([0.2, 0.5, 0.3], [0.3, 0.6, 0.1]),
      Sample([.tensor([0.2, 0.8, 0.4, 0.6], [2, 2]), .tensor([0.5, 0.5, 0.1, 0.9], [2, 2])]),
      Sample([.tensor([0.2, 0.8], [2]), .tensor([0.5, 0.5, 0.1, 0.9], [2, 2])]),
    ]
  ) { graph, operands in
    let (p, q) = (operands[0], operands[1])
    try requireAgreement("kl_divergence", p.shape, q.shape)
    let cross = try graph.apply(.chain, p, graph.apply(.log, q))
    return try graph.apply(.subtract, graph.apply(.xlogx, p), cross)
  }

  /// The entropy of a distribution.
  static let entropy = distribution(
    "entropy",
    parameters: ["p"],
    Documentation(
      "The entropy of distributions along the last axis in nats, mean over the batch.",
      formula: #"-\sum_i p_i \ln p_i"#,
      shapes: "[k] -> []; [n, k] -> []",
      derivative: "-log(p) - 1",
      edgeCases: "Where p is 0 the term is 0, its derivative inf; a negative p gives nan.",
      source: "Shannon 1948",
      example: "entropy([0.5, 0.25, 0.25])"
    ),
    samples: [
      .vectors([0.2, 0.5, 0.3]), Sample([.tensor([0.2, 0.8, 0.4, 0.6], [2, 2])]),
      Sample([.tensor([0.1, 0.2, 0.3, 0.4, 0.6, 0.4], [3, 1, 2])]),
    ]
  ) { graph, operands in try graph.apply(.negate, graph.apply(.xlogx, operands[0])) }

  /// A sum over the last axis, and its mean over what is left.
  private static func distribution(
    _ name: String,
    parameters: [String],
    _ documentation: Documentation,
    samples: [Sample],
    terms: @escaping @Sendable (Graph, [Operand]) throws -> Operand
  ) -> Definition {
    Definition(
      name,
      parameters: parameters.map { ParameterSpecification($0, .operand) },
      documentation,
      samples: samples
    ) { graph, arguments in
      let operands = try parameters.indices.map { try arguments.operand($0) }
      let terms = try terms(graph, operands)
      guard terms.shape.rank > 0 else {
        throw TensorError.shape("`\(name)` needs distributions, not a number", hint: nil)
      }
      let sums = try graph.apply(.sum(axes: [-1]), terms)
      return try graph.apply(.mean(axes: nil), sums)
    }
  }
}
