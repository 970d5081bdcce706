import TensorCore

extension Definition {
  /// The operand, kept between two bounds.
  static let clip = Definition(
    "clip",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("low", .operand, default: .absent),
      ParameterSpecification("high", .operand, default: .absent),
    ],
    Documentation(
      "The operand, but at least `low` and at most `high`; either may be none.",
      formula: #"\min(\max(x, l), h)"#,
      shapes: "[...], [...], [...] -> broadcast",
      derivative: "1 for x between the bounds, else 0; what x loses goes to the bound",
      edgeCases:
        "At a bound x and the bound share the derivative, one half each; where low > high the result"
        + " is high; nan stays nan.",
      example: "clip([-2, 0.5, 3], 0, 1)"
    ),
    samples: [
      Sample([.tensor([-2, 0.5, 3], [3]), .tensor([0], .scalar), .tensor([1], .scalar)]),
      Sample([.tensor([-2, 0.5, 3, 1], [2, 2]), .tensor([0, 0.7], [2]), .absent]),
      Sample([.tensor([-2, 0.5, 3], [3]), .absent, .tensor([1], .scalar)]),
    ]
  ) { graph, arguments in
    var result = try arguments.operand(0)
    if let low = arguments.optionalOperand(1) { result = try graph.apply(.maximum, result, low) }
    if let high = arguments.optionalOperand(2) { result = try graph.apply(.minimum, result, high) }
    return result
  }
}
