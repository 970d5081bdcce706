extension Tensor {
  /// The exponentials of square matrices, by scaling, a Padé approximant and squaring.
  ///
  /// - Source: Higham (2005), "The scaling and squaring method for the matrix exponential revisited", algorithm 2.3.
  public func matrixExponential(_ interruption: Interruption? = nil) throws(TensorError) -> Tensor {
    let stack = try MatrixStack.square(shape, for: "expm")
    let a = try cast(to: dtype.arithmetic)
    guard count > 0 else { return a }
    let scaling = try MatrixScaling(of: a, bounds: \.bound)
    let powers = try EvenPowers(
      of: scaling.scaled(a),
      size: stack.rows,
      scaling.approximant,
      interruption
    )
    var result = try powers.quotient(interruption).value
    for _ in 0..<scaling.squarings {
      result = try Tensor.matmul(result, result, interruption: interruption)
    }
    return result
  }

  /// The derivative of the exponential of square matrices along others: what is linear in `direction` of
  /// exp(A + direction).
  ///
  /// Every step of the exponential is taken with its own derivative beside it.
  ///
  /// - Shapes: `[..., n, n]` and a direction of the same shape.
  /// - Source: Al-Mohy & Higham (2009), "Computing the Fréchet derivative of the matrix exponential, with an application to
  ///   condition number estimation", algorithm 6.4.
  public func matrixExponentialDerivative(
    along direction: Tensor,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let stack = try MatrixStack.square(shape, for: "expm")
    let a = try cast(to: dtype.arithmetic)
    guard count > 0 else { return a }
    let scaling = try MatrixScaling(of: a, bounds: \.derivativeBound)
    let powers = try EvenPowers(
      of: scaling.scaled(a),
      size: stack.rows,
      scaling.approximant,
      along: scaling.scaled(direction.cast(to: a.dtype)),
      interruption
    )
    var (value, slope) = try powers.quotient(interruption)
    for _ in 0..<scaling.squarings {
      slope = try Tensor.productDerivative((value, slope), (value, slope), interruption)
      value = try Tensor.matmul(value, value, interruption: interruption)
    }
    return slope
  }

  /// A matrix, and its derivative along a direction.
  fileprivate typealias Pair = (value: Tensor, slope: Tensor)

  fileprivate static func productDerivative(
    _ a: Pair,
    _ b: Pair,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    try BinaryKernel.add.apply(
      to: matmul(a.value, b.slope, interruption: interruption),
      matmul(a.slope, b.value, interruption: interruption)
    )
  }
}

/// How often a matrix is halved before an approximant is accurate, and which one.
private struct MatrixScaling {
  let approximant: PadeApproximant
  private(set) var squarings = 0
  private let factor: Tensor

  init(
    of a: Tensor,
    bounds: (PadeApproximant) -> Double
  ) throws(TensorError) {
    try a.requireFinite(for: "expm")
    let norm = try UnaryKernel.absolute.apply(to: a).sum(axes: [-2]).maximum().scalar
    guard norm.isFinite else {
      throw .value("expm: the matrix is too large for its exponential to be a number", hint: nil)
    }
    approximant = PadeApproximant.all.first { norm <= bounds($0) } ?? PadeApproximant.last
    while norm * Self.half(to: squarings) > bounds(approximant) { squarings += 1 }
    factor = Tensor(Self.half(to: squarings))
  }

  func scaled(_ x: Tensor) throws(TensorError) -> Tensor {
    try BinaryKernel.multiply.apply(to: x, factor)
  }

  private static func half(to exponent: Int) -> Double {
    Double(sign: .plus, exponent: -exponent, significand: 1)
  }
}

/// A diagonal Padé approximant of the exponential with the largest norms it is accurate for.
private struct PadeApproximant {
  let degree: Int
  let bound: Double
  /// The same for the derivative.
  let derivativeBound: Double
  /// The numerator's coefficients from degree 0; the denominator has the signs of the odd ones turned.
  let coefficients: [Double]

  init(degree: Int, bound: Double, derivativeBound: Double) {
    self.degree = degree
    self.bound = bound
    self.derivativeBound = derivativeBound
    // b_j = (2m - j)! m! / ((2m)! (m - j)! j!), relative to b_0 = 1.
    var b = 1.0
    coefficients =
      [1]
      + (1...degree).map { j in
        b *= Double(degree - j + 1) / (Double(2 * degree - j + 1) * Double(j))
        return b
      }
  }

  static let last = PadeApproximant(degree: 13, bound: 5.371920351148152, derivativeBound: 4.74)

  /// Table 2.3 of Higham's paper, and table 6.1 of Al-Mohy and Higham's.
  static let all = [
    PadeApproximant(degree: 3, bound: 1.495585217958292e-2, derivativeBound: 1.08e-2),
    PadeApproximant(degree: 5, bound: 2.539398330063230e-1, derivativeBound: 2.00e-1),
    PadeApproximant(degree: 7, bound: 9.504178996162932e-1, derivativeBound: 7.83e-1),
    PadeApproximant(degree: 9, bound: 2.097847961257068, derivativeBound: 1.78),
    last,
  ]
}

/// The even powers of a matrix that an approximant is made of, with their derivatives along a direction.
private struct EvenPowers {
  private let approximant: PadeApproximant
  private let a: Tensor
  private let direction: Tensor?
  /// A⁰, A², A⁴, … as far as they are computed.
  private var powers: [Tensor]
  /// Their derivatives, from that of A⁰, which is 0; empty without a direction.
  private var slopes: [Tensor] = []

  init(
    of a: Tensor,
    size: Int,
    _ approximant: PadeApproximant,
    along direction: Tensor? = nil,
    _ interruption: Interruption?
  ) throws(TensorError) {
    (self.a, self.approximant, self.direction) = (a, approximant, direction)
    powers = [try Tensor.eye(size, dtype: a.dtype)]
    // Above degree 9 the powers beyond the sixth come of products with it.
    let count = approximant.degree > 9 ? 3 : approximant.degree / 2
    let square = try Tensor.matmul(a, a, interruption: interruption)
    powers.append(square)
    if let direction {
      slopes = [
        try Tensor.filled(0, shape: a.shape, dtype: a.dtype),
        try Tensor.productDerivative((a, direction), (a, direction), interruption),
      ]
    }
    while powers.count <= count {
      let last = powers.count - 1
      if direction != nil {
        let slope = try Tensor.productDerivative(
          (powers[last], slopes[last]),
          (square, slopes[1]),
          interruption
        )
        slopes.append(slope)
      }
      powers.append(try Tensor.matmul(powers[last], square, interruption: interruption))
    }
  }

  /// p(A)/p(-A), and its derivative, which is the value where there is no direction.
  func quotient(_ interruption: Interruption?) throws(TensorError) -> Tensor.Pair {
    let (even, odd) = try (sum(of: 0, interruption), sum(of: 1, interruption))
    let turned = try Tensor.matmul(a, odd.value, interruption: interruption)
    let numerator = try BinaryKernel.add.apply(to: even.value, turned)
    let denominator = try LUFactors(
      BinaryKernel.subtract.apply(to: even.value, turned),
      for: "expm",
      interruption
    )
    let value = try denominator.solution(numerator, for: "expm", interruption)
    guard let direction else { return (value, value) }
    // (Q R)' = P' with P = V + U and Q = V - U.
    let turnedSlope = try Tensor.productDerivative((a, direction), odd, interruption)
    let remainder = try BinaryKernel.add.apply(
      to: BinaryKernel.add.apply(to: even.slope, turnedSlope),
      Tensor.matmul(
        BinaryKernel.subtract.apply(to: turnedSlope, even.slope),
        value,
        interruption: interruption
      )
    )
    return (value, try denominator.solution(remainder, for: "expm", interruption))
  }

  /// The sum of the even powers with every second coefficient, from the given one.
  private func sum(
    of parity: Int,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor.Pair {
    let factors = stride(from: parity, to: approximant.coefficients.count, by: 2)
      .map { approximant.coefficients[$0] }
    let count = powers.count
    let low = factors[..<min(count, factors.count)]
    let high = factors[low.count...]
    var value = try combined(powers[...], low)
    var slope = try slopes.isEmpty ? value : combined(slopes[...], low)
    guard !high.isEmpty else { return (value, slope) }
    let top = powers[count - 1]
    let rest = try combined(powers[1...], high)
    value = try BinaryKernel.add.apply(
      to: value,
      Tensor.matmul(top, rest, interruption: interruption)
    )
    if !slopes.isEmpty {
      let restSlope = try combined(slopes[1...], high)
      slope = try BinaryKernel.add.apply(
        to: slope,
        Tensor.productDerivative((top, slopes[count - 1]), (rest, restSlope), interruption)
      )
    }
    return (value, slope)
  }

  /// The sum of as many matrices as there are factors, times these.
  private func combined(
    _ matrices: ArraySlice<Tensor>,
    _ factors: ArraySlice<Double>
  ) throws(TensorError) -> Tensor {
    var sum = try scaled(matrices[matrices.startIndex], factors[factors.startIndex])
    for (matrix, factor) in zip(matrices, factors).dropFirst() {
      sum = try BinaryKernel.add.apply(to: sum, scaled(matrix, factor))
    }
    return sum
  }

  private func scaled(_ x: Tensor, _ factor: Double) throws(TensorError) -> Tensor {
    try BinaryKernel.multiply.apply(to: x, Tensor(factor))
  }
}
