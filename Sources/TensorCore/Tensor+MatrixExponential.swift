extension Tensor {
  /// The exponentials of square matrices, by scaling, a Padé approximant and squaring.
  ///
  /// - Source: Higham (2005), "The scaling and squaring method for the matrix exponential revisited", algorithm 2.3.
  public func matrixExponential(_ interruption: Interruption? = nil) throws(TensorError) -> Tensor {
    let stack = try MatrixStack.square(shape, for: "expm")
    let a = try cast(to: dtype.arithmetic)
    guard count > 0 else { return a }
    try requireFinite(for: "expm")
    let norm = try UnaryKernel.absolute.apply(to: a).sum(axes: [-2]).maximum().scalar
    guard norm.isFinite else {
      throw .value("expm: the matrix is too large for its exponential to be a number", hint: nil)
    }
    let approximant = PadeApproximant.all.first { norm <= $0.bound } ?? PadeApproximant.last
    var squarings = 0
    while norm * UnaryKernel.reciprocal.apply(to: Tensor.twoToThe(squarings)) > approximant.bound {
      squarings += 1
    }
    let scale = Tensor(UnaryKernel.reciprocal.apply(to: Tensor.twoToThe(squarings)))
    let scaled = try BinaryKernel.multiply.apply(to: a, scale)
    var result = try approximant.value(at: scaled, size: stack.rows, interruption)
    for _ in 0..<squarings {
      result = try Tensor.matmul(result, result, interruption: interruption)
    }
    return result
  }

  private static func twoToThe(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}

/// A diagonal Padé approximant of the exponential with the largest norm it is accurate for.
private struct PadeApproximant {
  let bound: Double
  /// The numerator's coefficients from degree 0; the denominator has the signs of the odd ones turned.
  let coefficients: [Double]

  init(degree: Int, bound: Double) {
    self.bound = bound
    // b_j = (2m - j)! m! / ((2m)! (m - j)! j!), relative to b_0 = 1.
    var b = 1.0
    coefficients =
      [1]
      + (1...degree).map { j in
        b *= Double(degree - j + 1) / (Double(2 * degree - j + 1) * Double(j))
        return b
      }
  }

  static let last = PadeApproximant(degree: 13, bound: 5.371920351148152)

  /// Table 2.3 of Higham's paper.
  static let all = [
    PadeApproximant(degree: 3, bound: 1.495585217958292e-2),
    PadeApproximant(degree: 5, bound: 2.539398330063230e-1),
    PadeApproximant(degree: 7, bound: 9.504178996162932e-1),
    PadeApproximant(degree: 9, bound: 2.097847961257068),
    last,
  ]

  /// p(A)/p(-A) from the even and odd parts of p.
  func value(
    at a: Tensor,
    size: Int,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    let square = try Tensor.matmul(a, a, interruption: interruption)
    var even = try Tensor.eye(size, dtype: a.dtype)
    var odd = even
    let identity = even
    // Horner's scheme in the square, from the highest coefficients down.
    let half = coefficients.count / 2
    even = try scaled(identity, coefficients[2 * half - 2])
    odd = try scaled(identity, coefficients[2 * half - 1])
    for j in stride(from: half - 2, through: 0, by: -1) {
      even = try BinaryKernel.add.apply(
        to: Tensor.matmul(square, even, interruption: interruption),
        scaled(identity, coefficients[2 * j])
      )
      odd = try BinaryKernel.add.apply(
        to: Tensor.matmul(square, odd, interruption: interruption),
        scaled(identity, coefficients[2 * j + 1])
      )
    }
    let turned = try Tensor.matmul(a, odd, interruption: interruption)
    let numerator = try BinaryKernel.add.apply(to: even, turned)
    let denominator = try BinaryKernel.subtract.apply(to: even, turned)
    return try LUFactors(denominator, for: "expm", interruption)
      .solution(numerator, for: "expm", interruption)
  }

  private func scaled(_ x: Tensor, _ factor: Double) throws(TensorError) -> Tensor {
    try BinaryKernel.multiply.apply(to: x, Tensor(factor))
  }
}
