import TensorCore

extension Operation {
  /// Each element times all before it along an axis.
  public static func cumprod(axis: Int) -> Operation {
    Operation(
      "cumprod",
      .call("cumprod", extra: "axis=\(axis)"),
      .general(
        GeneralRule(
          value: { inputs, interruption in
            try inputs[0].cumulativeProduct(axis: axis, interruption: interruption)
          },
          pullback: { cotangent, inputs, y, _ in
            try inputs[0].shifted(axis: axis, by: -1)
              .applying(.linearRecurrence(axis: axis, reversed: true), cotangent)
              .applying(.chain, productBefore(y, axis: axis))
          },
          pushforward: { tangent, inputs, y, _ in
            try inputs[0].applying(
              .linearRecurrence(axis: axis, reversed: false),
              tangent.applying(.chain, productBefore(y, axis: axis))
            )
          },
          batching: .shifted { _ in .cumprod(axis: axis + 1) }
        )
      )
    )
  }

  /// From running products the product of all elements before each one; 1 before the first.
  static func productBefore(_ y: Term, axis: Int) throws -> Term {
    guard y.shape.count > 0 else { return y }
    var first = try Tensor.filled(0, shape: y.shape, dtype: y.dtype)
    let parts = [AxisSelection](repeating: .all, count: axis) + [.slice(start: 0, stop: 1, step: 1)]
    try first.assign(Tensor(1).cast(to: y.dtype), at: Selection(parts, in: y.shape))
    return try y.shifted(axis: axis, by: 1) + y.constant(first)
  }
}

extension Definition {
  /// Running products along an axis.
  static let cumprod = alongOptionalAxis(
    "cumprod",
    Documentation(
      "Running products along an axis, or over all elements in row-major order.",
      formula: #"y_i = \prod_{j \le i} x_j"#,
      shapes: "[...] -> [...] along an axis; [...] -> [n] without one",
      derivative:
        "for every element up to the one the product of the others, also where some are 0",
      edgeCases: "Of nothing nothing; after a 0 all products are 0, but not their derivatives.",
      example: "cumprod([1, 2, 6])"
    ),
    values: [1, -2, 0, 3, 0, -0.7]
  ) { .cumprod(axis: $0) }
}
