import TensorCore

extension Definition {
  /// The cross entropy of two classes, from logits.
  static let binaryCrossEntropy = Definition(
    "binary_cross_entropy",
    parameters: [
      ParameterSpecification("logits", .operand), ParameterSpecification("targets", .operand),
    ],
    Documentation(
      "The cross entropy between targets from 0 to 1 and sigmoid(logits), mean over all; stable.",
      formula: #"-\frac{1}{n} \sum_i t_i \ln \sigma(z_i) + (1 - t_i) \ln (1 - \sigma(z_i))"#,
      shapes: "[...], [...] -> []",
      derivative: "(sigmoid(logits) - targets)/n for the logits",
      edgeCases:
        "No overflow at ±1000; shapes that stretch each other are refused, and so are targets"
        + " outside 0 to 1.",
      example: "binary_cross_entropy([2, -1], [1, 0])"
    ),
    samples: [
      .vectors([1, -2, 0.5], [0.3, 0.7, 0.2]), .numbers(1, 0.4),
      Sample([.tensor([1, 0, 3], [3]), .fixed([1, 0, 1], [3])]),
      Sample([.tensor([1, -2, 3, 0.5], [2, 2]), .fixed([1, 0, 1, 1], [2, 2])]),
    ]
  ) { graph, arguments in
    let (logits, targets) = (try arguments.operand(0), try arguments.operand(1))
    try requireAgreement("binary_cross_entropy", logits.shape, targets.shape)
    guard try targets.value.first(where: { $0 < 0 || $0 > 1 }) == nil else {
      throw TensorError.value("`binary_cross_entropy` needs targets from 0 to 1", hint: nil)
    }
    // t softplus(-z) + (1 - t) softplus(z): both terms are positive, so nothing cancels.
    let lost = try graph.apply(.softplus, graph.apply(.negate, logits))
    let gained = try graph.apply(.softplus, logits)
    let rest = try graph.apply(.subtract, targets.number(1), targets)
    let sum = try graph.apply(
      .add,
      graph.apply(.chain, targets, lost),
      graph.apply(.chain, rest, gained)
    )
    return try graph.apply(.mean(axes: nil), sum)
  }
}
