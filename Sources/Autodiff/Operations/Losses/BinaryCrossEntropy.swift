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
        + " that are not from 0 to 1.",
      example: "binary_cross_entropy([2, -1], [1, 0])"
    ),
    samples: [
      .vectors([1, -2, 0.5], [0.3, 0.7, 0.2]), .numbers(1, 0.4),
      Sample([.tensor([1, 0, 3], [3]), .fixed([1, 0, 1], [3])]),
      Sample([.tensor([1, -2, 3, 0.5], [2, 2]), .fixed([1, 0, 1, 1], [2, 2])]),
    ]
  ) { graph, arguments in
    let logits = try arguments.operand(0)
    try requireAgreement("binary_cross_entropy", logits.shape, arguments.operand(1).shape)
    let targets = try graph.checked(arguments.operand(1), requireProbabilities)
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

  private static func requireProbabilities(_ targets: Tensor) throws {
    guard let odd = try targets.first(where: { !(0...1).contains($0) }) else { return }
    let areSigns = try targets.first { $0 != 1 && $0 != -1 } == nil
    throw TensorError.value(
      "`binary_cross_entropy` needs targets from 0 to 1, and got \(numberText(odd))",
      hint: areSigns ? "`(targets + 1)/2` makes 0 and 1 of -1 and 1" : nil
    )
  }

  /// A number as a message shows it.
  static func numberText(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
