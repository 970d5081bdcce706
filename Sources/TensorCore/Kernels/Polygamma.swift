#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Tensor {
  /// The derivative of the digamma function of an order of at least 1, element by element.
  ///
  /// - Edge cases: at 0 and the negative whole numbers infinite where both sides agree, else NaN; at
  ///   0 its sign says which side is meant.
  public func polygamma(_ order: Int) throws(TensorError) -> Tensor {
    precondition(order >= 1, "polygamma of order 0 is digamma")
    let x = try cast(to: dtype.arithmetic)
    let function = Polygamma(order: order)
    let result = try Tensor(unfilled: shape, x.dtype)
    try Workers.split(count, grain: Workers.grain(256)) { part in
      for place in part {
        if x.dtype == .float32 {
          result.float32[place] = Float(function.value(Double(x.float32[place])))
        } else {
          result.float64[place] = function.value(x.float64[place])
        }
      }
    }
    withExtendedLifetime(x) {}
    return result
  }
}

/// ψ⁽ⁿ⁾(x) = (-1)ⁿ⁺¹ n! ζ(n + 1, x), by Euler and Maclaurin's sum for Hurwitz's zeta function.
///
/// Sources: Abramowitz and Stegun 1964, equation 6.4.10; NIST DLMF 25.11.28 and 5.15.6.
private struct Polygamma {
  private let order: Int
  private let factorial: Double
  /// The coefficients of the polynomial in cot that dⁿ/dyⁿ cot y is, from the constant on.
  private let cotangentDerivative: [Double]

  /// B₂ⱼ/(2j)!.
  private static let bernoulli: [Double] = [
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160,
    -691.0 / 1_307_674_368_000, 1.0 / 74_724_249_600, -3617.0 / 10_670_622_842_880_000,
    43867.0 / 5_109_094_217_170_944_000,
  ]

  init(order: Int) {
    self.order = order
    factorial = (1...order).reduce(1) { $0 * Double($1) }
    var coefficients: [Double] = [0, 1]
    for _ in 0..<order {
      // d/dy p(cot y) = -p'(cot y) (1 + cot² y).
      var next = [Double](repeating: 0, count: coefficients.count + 1)
      for power in 1..<coefficients.count {
        let factor = -Double(power) * coefficients[power]
        next[power - 1] += factor
        next[power + 1] += factor
      }
      coefficients = next
    }
    cotangentDerivative = coefficients
  }

  func value(_ x: Double) -> Double {
    if x.isNaN || x == -.infinity { return .nan }
    let isEven = order % 2 == 0
    if x == 0 { return isEven ? -1 / x : .infinity }
    if x > 0 { return (isEven ? -factorial : factorial) * zeta(x) }
    let fraction = x - x.rounded()
    if fraction == 0 { return isEven ? .nan : .infinity }
    let cotangent = 1 / tan(.pi * fraction)
    let polynomial = cotangentDerivative.reversed().reduce(0) { $0 * cotangent + $1 }
    let reflected = value(1 - x)
    return (isEven ? reflected : -reflected) - pow(.pi, Double(order + 1)) * polynomial
  }

  /// ζ(n + 1, x) for positive x.
  private func zeta(_ x: Double) -> Double {
    let s = Double(order + 1)
    let far = 10 + Double(order)
    var y = x
    var terms: [Double] = []
    while y < far {
      terms.append(pow(y, -s))
      y += 1
    }
    var tail = 0.0
    // s (s + 1) … (s + 2j - 2) / y^(s + 2j - 1)
    var factor = s * pow(y, -s - 1)
    for (j, coefficient) in Self.bernoulli.enumerated() {
      tail += coefficient * factor
      let position = s + Double(2 * j + 1)
      factor *= position * (position + 1) / (y * y)
    }
    let sum = pow(y, 1 - s) / (s - 1) + (0.5 * pow(y, -s) + tail)
    // The smallest first, which loses least.
    return terms.reversed().reduce(sum, +)
  }
}
