import TensorCore

extension Operation {
  /// The logarithm of the sum of the exponentials over all or some axes.
  public static func logSumExp(axes: [Int]?, keepsDimensions: Bool = false) -> Operation {
    Operation(
      "logsumexp",
      .call("logsumexp", extra: axisLabel(axes)),
      .general(
        GeneralRule(
          program: ProgramRule { try logSumExp(&$0, $1[0], axes, keepsDimensions) },
          value: { inputs, _ in
            try stableLogSumExp(inputs[0], axes, keepsDimensions)
          },
          pullback: { cotangent, inputs, y, _ in
            try cotangent.spread(over: axes, of: inputs[0].shape)
              .applying(.chain, weights(of: inputs[0], y, axes))
          },
          pushforward: { tangent, inputs, y, _ in
            try tangent.applying(.chain, weights(of: inputs[0], y, axes))
              .applying(.sum(axes: axes)).reshaped(to: y.shape)
          },
          batching: .shifted {
            .logSumExp(axes: BatchingRule.axes(axes, of: $0), keepsDimensions: keepsDimensions)
          }
        )
      )
    )
  }

  private static func stableLogSumExp(
    _ x: Tensor,
    _ axes: [Int]?,
    _ keepsDimensions: Bool
  ) throws -> Tensor {
    let result = try x.shape.reduced(over: x.shape.axes(axes), keepsDimensions: keepsDimensions)
    guard x.count > 0 else {
      return try Tensor.filled(-.infinity, shape: result, dtype: x.dtype.arithmetic)
    }
    // log-sum-exp: subtract the maximum so that exp cannot overflow; an infinite one stays out of it.
    let largest = try x.maximum(axes: axes, keepsDimensions: true)
    let shift = try Tensor.select(
      largest.mapped(.isFinite),
      largest,
      Tensor(0).cast(to: largest.dtype)
    )
    let sum = try (x - shift).sum(of: .exp, axes: axes, keepsDimensions: true)
    return try (sum.mapped(.log) + shift).reshaped(to: result)
  }

  /// The steps of `stableLogSumExp`.
  private static func logSumExp(
    _ program: inout TensorProgram,
    _ x: TensorProgram.Value,
    _ axes: [Int]?,
    _ keepsDimensions: Bool
  ) throws -> TensorProgram.Value {
    let shape = program.shape(of: x)
    let result = try shape.reduced(over: shape.axes(axes), keepsDimensions: keepsDimensions)
    let largest = try program.extremum(x, isLargest: true, axes: axes, keepsDimensions: true)
    let zero = program.constant(try Tensor(0).cast(to: program.dtype(of: largest)))
    let shift = try program.select(program.apply(.isFinite, to: largest), largest, zero)
    let shifted = try program.apply(.subtract, to: x, shift)
    let sum = try program.sum(
      program.apply(.exp, to: shifted),
      axes: axes,
      keepsDimensions: true
    )
    let sums = try program.apply(.add, to: program.apply(.log, to: sum), shift)
    return try program.reshape(sums, to: result)
  }

  /// The softmax; 0 where everything is -inf.
  private static func weights(of x: Term, _ y: Term, _ axes: [Int]?) throws -> Term {
    let isNothing = try y.applying(.equal, y.constant(-.infinity))
    let shift = try isNothing.applying(.select, y.constant(0), y).spread(over: axes, of: x.shape)
    return try (x - shift).applying(.exp)
  }
}

extension Definition {
  /// The logarithm of the sum of the exponentials.
  static let logSumExp = reduction(
    "logsumexp",
    "The logarithm of the sum of the exponentials over all or some axes, stable.",
    formula: #"\ln \sum_i e^{x_i}"#,
    derivative: "softmax(x)",
    edgeCases: "No overflow at ±1000; of nothing, or of -inf alone, -inf.",
    example: "logsumexp([1000, 1000])"
  ) { .logSumExp(axes: $0, keepsDimensions: $1) }
}
