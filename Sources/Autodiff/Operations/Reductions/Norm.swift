import TensorCore

extension Operation {
  /// The Euclidean length over all or some axes, Frobenius's for a matrix; its gradient at 0 is 0.
  public static func norm(axes: [Int]?, keepsDimensions: Bool = false) -> Operation {
    Operation(
      "norm",
      .call("norm", extra: axisLabel(axes)),
      .general(
        GeneralRule(
          value: { inputs, _ in
            let squares = try UnaryKernel.square.apply(to: scaled(inputs[0]).tensor)
            let sum = try squares.sum(axes: axes, keepsDimensions: keepsDimensions)
            let root = try UnaryKernel.sqrt.apply(to: sum)
            return try BinaryKernel.multiply.apply(to: root, Tensor(scaled(inputs[0]).factor))
          },
          pullback: { cotangent, inputs, output, _ in
            try cotangent.spread(over: axes, of: inputs[0].shape)
              .applying(.chain, direction(of: inputs[0], length: output, axes))
          },
          pushforward: { tangent, inputs, output, _ in
            try tangent.applying(.chain, direction(of: inputs[0], length: output, axes))
              .applying(.sum(axes: axes)).reshaped(to: output.shape)
          }
        )
      )
    )
  }

  /// The operand over its largest magnitude, so that squares neither overflow nor vanish.
  private static func scaled(_ x: Tensor) throws -> (tensor: Tensor, factor: Double) {
    guard x.count > 0 else { return (x, 1) }
    let largest = try UnaryKernel.absolute.apply(to: x).maximum(axes: nil, keepsDimensions: false)
    let factor = largest.scalar
    guard factor > 1e150 || factor < 1e-150, factor > 0, factor.isFinite else { return (x, 1) }
    return (try BinaryKernel.divide.apply(to: x, Tensor(factor)), factor)
  }

  /// x/‖x‖, and 0 where the length is 0.
  private static func direction(of x: Term, length: Term, _ axes: [Int]?) throws -> Term {
    let isZero = try length.applying(.equal, length.constant(0))
    let safe = try isZero.applying(.select, length.constant(1), length)
    return try x / safe.spread(over: axes, of: x.shape)
  }
}

extension Definition {
  /// The Euclidean length of a vector, Frobenius's norm of a matrix.
  static let norm = reduction(
    "norm",
    "The Euclidean length of a vector, Frobenius's norm of a matrix.",
    formula: #"\lVert x \rVert = \sqrt{\sum_i x_i^2}"#,
    derivative: "x/norm(x)",
    edgeCases: "The gradient at 0 is 0.",
    example: "norm([3, 4])"
  ) { .norm(axes: $0, keepsDimensions: $1) }
}
