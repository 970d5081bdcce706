import TensorCore

extension Operation {
  public static let power: Operation = Operation(
    "^",
    .infix("^", .power),
    domain: "a > 0, or b whole",
    .binary(
      .power,
      derivatives: BinaryDerivatives(
        left: powerOfBase,
        right: powerOfExponent,
        nativeLeft: powerOfBase
      )
    )
  )

  /// b·a^(b-1); a^0 has derivative 0 also at a = 0, where the product would be 0 times infinity.
  @Sendable
  private static func powerOfBase(_ a: Term, _ b: Term, _ y: Term) throws -> LocalDerivative {
    if b.shape == .scalar, !b.isDifferentiable {
      switch b.value.scalar {
      case 0: return .zero
      case 1: return .one
      case 2: return try .term(2 * a)
      default: break
      }
      return try .term(b * a.applying(.power, b - 1))
    }
    let isZero = try b.applying(.equal, b.constant(0))
      .applying(.and, a.applying(.equal, a.constant(0)))
    let derivative = try b * a.applying(.power, b - 1)
    return try .term(isZero.applying(.select, derivative.zeros(), derivative))
  }

  /// The same at numbers.
  @Sendable
  private static func powerOfBase(_ a: Double, _ b: Double, _ y: Double) -> Double {
    if b == 0 { return 0 }
    if b == 1 { return 1 }
    return b == 2 ? 2 * a : b * BinaryKernel.power.apply(to: a, b - 1)
  }

  /// a^b·log a, which is 0 where a is 0 and b positive.
  @Sendable
  private static func powerOfExponent(_ a: Term, _ b: Term, _ y: Term) throws -> LocalDerivative {
    let isZero = try a.applying(.equal, a.constant(0))
    let base = try isZero.applying(.select, a.constant(1), a)
    return try .term(y * base.applying(.log))
  }
}

extension Definition {
  /// The first operand raised to the second, element by element.
  static let power = Definition(
    Operation.power,
    parameters: ["a", "b"],
    Documentation(
      "The first operand raised to the second, element by element.",
      formula: "a^b",
      shapes: "[...], [...] -> broadcast",
      derivative: "b a^(b-1) for a, a^b log(a) for b",
      edgeCases:
        "0^0 is 1; x^0 has derivative 0 also at 0; a negative base takes whole exponents only.",
      example: "[1, 2, 3]^2"
    ),
    samples: Sample.broadcasting([1, 2, 0.5], [3, 0.7])
      + [0, 1, 2, 3, -1, -2, 0.5].map {
        Sample([.tensor([0.5, 2, 3], [3]), .tensor([$0], .scalar)])
      }
  )
}
