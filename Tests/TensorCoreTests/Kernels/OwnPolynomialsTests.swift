#if arch(x86_64) && canImport(Glibc)
import Glibc
import TensorCore
import Testing

/// Functions with polynomials of our own, beside the C library in extended precision.
@Suite struct OwnPolynomialsTests {
  typealias Case = (kernel: UnaryKernel, reference: @Sendable (Float80) -> Float80, most: Double)

  static let cases: [Case] = [
    (.expm1, { expm1($0) }, 80), (.sinh, { sinh($0) }, 80), (.cosh, { cosh($0) }, 80),
    (.tanh, { tanh($0) }, 10), (.log1p, { log1p($0) }, 80), (.erf, { erf($0) }, 4),
    (.softplus, { max($0, 0) + log1p(exp(-abs($0))) }, 80), (.erfc, { erfc($0) }, 9),
    (.asinh, { asinh($0) }, 1e4), (.acosh, { acosh($0) }, 1e4), (.atanh, { atanh($0) }, 1),
    (.gelu, { $0 / 2 * erfc(-$0 / Float80(2).squareRoot()) }, 12),
  ]

  /// Points of all sizes from 1e-17 to the bound, on both sides.
  private static func points(_ most: Double) -> [Double] {
    let sizes = (0..<4000).map { most * exp(-Double($0 * 7919 % 4000) / 4000 * 44) }
    let even = (0..<4000).map { most * (Double($0) + 0.37) / 4000 }
    return (sizes + even).flatMap { [$0, -$0] }
  }

  /// Whether a function has a number there.
  private static func isInside(_ x: Double, _ kernel: UnaryKernel) -> Bool {
    switch kernel {
    case .log1p: x > -1
    case .acosh: x >= 1
    case .atanh: abs(x) < 1
    default: true
    }
  }

  /// In units of the last place; the baseline has SLEEF's functions, one after another.
  ///
  /// What rounds the argument of the complementary error function shows the more, the smaller its value.
  private func tolerance(_ set: InstructionSet, _ kernel: UnaryKernel, _ x: Double) -> Float80 {
    switch (kernel, set.name) {
    case (.gelu, "baseline"): 4 + 2 * Float80(x * x)
    case (.gelu, _): 3.5
    case (.erfc, _), (_, "baseline"): 2.25
    default: 1.5
    }
  }

  @Test(arguments: cases.indices)
  func doublesAreWithinTheirTolerance(index: Int) {
    let (kernel, reference, most) = OwnPolynomialsTests.cases[index]
    let x = OwnPolynomialsTests.points(most).filter { Self.isInside($0, kernel) }
    for set in InstructionSet.available {
      let y = kernel.apply(to: x, on: set)
      for (x, y) in zip(x, y) {
        let expected = reference(Float80(x))
        let error = abs(Float80(y) - expected) / Float80(Double(expected).ulp)
        #expect(error <= tolerance(set, kernel, Double(x)), "\(set.name) \(kernel) \(x)")
      }
    }
  }

  @Test(arguments: cases.indices)
  func floatsAreWithinTheirTolerance(index: Int) {
    let (kernel, reference, most) = OwnPolynomialsTests.cases[index]
    let x = OwnPolynomialsTests.points(most).filter { Self.isInside($0, kernel) }.map(Float.init)
    for set in InstructionSet.available {
      let y = kernel.apply(to: x, on: set)
      for (x, y) in zip(x, y) where Self.isInside(Double(x), kernel) {
        let expected = reference(Float80(x))
        let error = abs(Float80(y) - expected) / Float80(Float(expected).ulp)
        #expect(error <= tolerance(set, kernel, Double(x)), "\(set.name) \(kernel) \(x)")
      }
    }
  }
}
#endif
