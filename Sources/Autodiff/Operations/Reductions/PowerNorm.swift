import TensorCore

extension Operation {
  /// The p-norm over all or some axes for a finite p above 1; its gradient at 0 is 0.
  static func powerNorm(_ p: Double, axes: [Int]?, keepsDimensions: Bool) -> Operation {
    Operation(
      "norm",
      .call("norm", extra: axes == nil ? "p=\(p)" : "p=\(p), \(axisLabel(axes))"),
      .general(
        GeneralRule(
          program: ProgramRule { program, inputs in
            let x = inputs[0]
            let sizes = try program.apply(.absolute, to: x)
            let largest = try program.extremum(
              sizes,
              isLargest: true,
              axes: axes,
              keepsDimensions: true
            )
            let isUsable = try program.apply(
              .and,
              to: program.apply(.isFinite, to: largest),
              program.apply(.greater, to: largest, 0)
            )
            let one = try program.constant(Tensor(1).cast(to: program.dtype(of: largest)))
            let scale = try program.select(isUsable, largest, one)
            let ratios = try program.apply(.divide, to: sizes, scale)
            let powers = try program.apply(.power, to: ratios, p)
            let sum = try program.sum(powers, axes: axes, keepsDimensions: true)
            let root = try program.apply(
              .multiply,
              to: program.apply(.power, to: sum, 1 / p),
              scale
            )
            let shape = program.shape(of: x)
            return try program.reshape(
              root,
              to: shape.reduced(over: shape.axes(axes), keepsDimensions: keepsDimensions)
            )
          },
          value: { inputs, _ in
            let sizes = try inputs[0].mapped(.absolute)
            guard sizes.count > 0 else {
              return try sizes.sum(axes: axes, keepsDimensions: keepsDimensions)
            }
            // Over the largest magnitude, so that powers neither overflow nor vanish.
            let largest = try sizes.maximum(axes: axes, keepsDimensions: true)
            let isUsable = try largest.mapped(.isFinite)
              .mapped(.and, largest.mapped(.greater, 0))
            let scale = try Tensor.select(isUsable, largest, Tensor(1).cast(to: largest.dtype))
            let sum = try (sizes / scale).mapped(.power, p).sum(axes: axes, keepsDimensions: true)
            let root = try sum.mapped(.power, 1 / p) * scale
            return try root.reshaped(
              to: sizes.shape.reduced(
                over: sizes.shape.axes(axes),
                keepsDimensions: keepsDimensions
              )
            )
          },
          pullback: { cotangent, inputs, output, _ in
            try cotangent.spread(over: axes, of: inputs[0].shape)
              .applying(.chain, slopes(of: inputs[0], output, p, axes))
          },
          pushforward: { tangent, inputs, output, _ in
            try tangent.applying(.chain, slopes(of: inputs[0], output, p, axes))
              .applying(.sum(axes: axes)).reshaped(to: output.shape)
          },
          batching: .shifted {
            .powerNorm(p, axes: BatchingRule.axes(axes, of: $0), keepsDimensions: keepsDimensions)
          }
        )
      )
    )
  }

  /// sign(x) (|x|/‖x‖)^(p-1), and 0 where the length is 0.
  private static func slopes(
    of x: Term,
    _ length: Term,
    _ p: Double,
    _ axes: [Int]?
  ) throws -> Term {
    let isZero = try length.applying(.equal, length.constant(0))
    let safe = try isZero.applying(.select, length.constant(1), length)
    let ratio = try x.applying(.abs) / safe.spread(over: axes, of: x.shape)
    return try x.applying(.slopeSign) * ratio.applying(.power, x.constant(p - 1))
  }
}
