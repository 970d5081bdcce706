import TensorCore

extension Definition {
  /// The mean squared distance from the mean.
  static let variance = spreading(
    "var",
    "The mean squared distance from the mean, over all or some axes (of the population).",
    formula: #"\frac{1}{n} \sum_i (x_i - \bar x)^2"#,
    derivative: "2 (x - mean(x))/n",
    edgeCases: "The variance of nothing is a ValueError; of one element 0.",
    example: "var([1, 2, 6])"
  ) { graph, distances, axes, keepsDimensions in
    try graph.apply(
      .mean(axes: axes, keepsDimensions: keepsDimensions),
      graph.apply(.square, distances)
    )
  }

  /// The root of the mean squared distance from the mean.
  static let standardDeviation = spreading(
    "std",
    "The root of the mean squared distance from the mean, over all or some axes (of the population).",
    formula: #"\sqrt{\frac{1}{n} \sum_i (x_i - \bar x)^2}"#,
    derivative: "(x - mean(x))/(n std(x))",
    edgeCases: "The deviation of nothing is a ValueError; where it is 0, so is the gradient.",
    example: "std([1, 2, 6])"
  ) { graph, distances, axes, keepsDimensions in
    // The norm rather than the root of the variance: its gradient at 0 is 0, and it cannot overflow.
    let length = try graph.apply(.norm(axes: axes, keepsDimensions: keepsDimensions), distances)
    let count = Double(try distances.shape.reducedCount(axes))
    return try graph.apply(.divide, length, length.number(count.squareRoot()))
  }

  private static func spreading(
    _ name: String,
    _ summary: String,
    formula: String,
    derivative: String,
    edgeCases: String,
    example: String,
    _ measure: @escaping @Sendable (Graph, Operand, [Int]?, Bool) throws -> Operand
  ) -> Definition {
    reduction(
      name,
      summary,
      formula: formula,
      derivative: derivative,
      edgeCases: edgeCases,
      example: example
    ) { graph, x, axes, keepsDimensions in
      guard try x.shape.reducedCount(axes) > 0 else {
        throw TensorError.value("the \(name) of nothing is not defined", hint: nil)
      }
      let mean = try graph.apply(.mean(axes: axes, keepsDimensions: true), x)
      return try measure(graph, graph.apply(.subtract, x, mean), axes, keepsDimensions)
    }
  }
}
