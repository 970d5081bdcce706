import TensorCore

extension Definition {
  /// The hinge loss of scores and labels -1 or 1.
  static let hinge = Definition(
    "hinge",
    parameters: [
      ParameterSpecification("scores", .operand), ParameterSpecification("labels", .operand),
    ],
    Documentation(
      "The hinge loss of scores and labels that are -1 or 1, mean over all.",
      formula: #"\frac{1}{n} \sum_i \max(0, 1 - y_i s_i)"#,
      shapes: "[...], [...] -> []",
      derivative: "-labels/n where labels * scores < 1, else 0",
      edgeCases:
        "At the kink the derivative is 0; other labels are a ValueError; shapes that stretch each"
        + " other are refused.",
      source: "Cortes, Vapnik 1995",
      example: "hinge([0.3, -2], [1, -1])"
    ),
    samples: [
      Sample([.tensor([1.5, -2, 0.5], [3]), .fixed([1, 1, -1], [3])]),
      Sample([.tensor([0.3], .scalar), .fixed([1], .scalar)]),
      Sample([.tensor([0.3, -0.2, 3, 1.1], [2, 2]), .fixed([1, -1, -1, 1], [2, 2])]),
    ]
  ) { graph, arguments in
    let scores = try arguments.operand(0)
    try requireAgreement("hinge", scores.shape, arguments.operand(1).shape)
    let labels = try graph.checked(arguments.operand(1), requireSigns)
    let margin = try graph.apply(.multiply, labels, scores)
    let gap = try graph.apply(.subtract, margin.number(1), margin)
    return try graph.apply(.mean(axes: nil), graph.apply(.relu, gap))
  }

  private static func requireSigns(_ labels: Tensor) throws {
    guard let odd = try labels.first(where: { $0 != 1 && $0 != -1 }) else { return }
    let isTruth = try labels.first { $0 != 1 && $0 != 0 } == nil
    throw TensorError.value(
      "`hinge` needs labels -1 and 1, and got \(numberText(odd))",
      hint: isTruth ? "`2*labels - 1` makes them of 0 and 1" : nil
    )
  }
}
