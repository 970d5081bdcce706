import TensorCore

extension Operation {
  /// The product over all or some axes.
  public static func prod(axes: [Int]?, keepsDimensions: Bool) -> Operation {
    Operation(
      "prod",
      .call("prod", extra: axisLabel(axes)),
      .general(
        GeneralRule(
          value: { inputs, _ in
            try inputs[0].product(axes: axes, keepsDimensions: keepsDimensions)
          },
          pullback: { cotangent, inputs, _, _ in
            try cotangent.spread(over: axes, of: inputs[0].shape)
              .applying(.chain, others(inputs[0], axes))
          },
          pushforward: { tangent, inputs, output, _ in
            try tangent.applying(.chain, others(inputs[0], axes))
              .applying(.sum(axes: axes)).reshaped(to: output.shape)
          },
          batching: .shifted {
            .prod(axes: BatchingRule.axes(axes, of: $0), keepsDimensions: keepsDimensions)
          }
        )
      )
    )
  }

  /// For each element the product of all others in its reduction, right with zeros among them.
  private static func others(_ x: Term, _ axes: [Int]?) throws -> Term {
    let inner = try x.shape.axes(axes)
    let outer = (0..<x.shape.rank).filter { !inner.contains($0) }
    let order = outer + inner
    let sizes = x.shape.dimensions
    let count = inner.reduce(1) { $0 * sizes[$1] }
    let rows = outer.reduce(1) { $0 * sizes[$1] }
    let moved = try x.applying(.transpose(order))
    let table = try moved.reshaped(to: [rows, count])
    let backwards = Operation.index([.all, .slice(start: nil, stop: nil, step: -1)])
    let before = try productBefore(table.applying(.cumprod(axis: 1)), axis: 1)
    let after = try productBefore(table.applying(backwards).applying(.cumprod(axis: 1)), axis: 1)
    let products = try before * after.applying(backwards)
    let inverse = order.indices.sorted { order[$0] < order[$1] }
    return try products.reshaped(to: moved.shape).applying(.transpose(inverse))
  }
}

extension Definition {
  /// The product over all or some axes.
  static let prod = reduction(
    "prod",
    "The product over all or some axes.",
    formula: #"\prod_i x_i"#,
    derivative: "the product of all other elements, also where some are 0",
    edgeCases: "The product of nothing is 1.",
    example: "prod([1, 2, 3, 4])",
    values: [1, -2, 0.5, 3, 0, -0.7]
  ) { .prod(axes: $0, keepsDimensions: $1) }
}
