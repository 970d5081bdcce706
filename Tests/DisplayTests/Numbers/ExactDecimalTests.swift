import Display
import Testing

struct ExactDecimalTests {
  /// Ties, numbers that round up to one digit more, and what lies at the edges of what is handled.
  private static let numbers: [Double] = [
    0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 1.005, 2.675, 0.1, 0.01, 0.001, 1e-4, 9.9999e-5,
    0.00099999995,
    9.9999996, 99999.95, 999999.5, 999999.4, 1e6, 1e15, 123456789.125, 4503599627370495.5, 1e17,
    1e300,
    .leastNonzeroMagnitude, -3.14159265358979, 1 / 3.0, 2 / 3.0, 1e22, .infinity, .nan,
  ]

  private static func check(_ number: Double, _ digits: Int) {
    if let fixed = ExactDecimal(number, decimals: digits) {
      #expect(fixed.text == libraryText(number, .fixed, digits), "\(number) with \(digits)")
    }
    if let general = ExactDecimal(number, significant: digits) {
      #expect(general.text == libraryText(number, .general, digits), "\(number) with \(digits)")
    }
  }

  @Test func usualAndOddNumbersReadAsFromTheLibrary() {
    for number in Self.numbers { for digits in 0...20 { Self.check(number, digits) } }
  }

  @Test func randomNumbersReadAsFromTheLibrary() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mantissa = Double(Int64(bitPattern: state) >> 11) / 0x1p52
      let scaled = mantissa * [1e-5, 1e-3, 0.5, 1, 7, 100, 1e4, 1e6, 1e9, 1e13][Int(state % 10)]
      // Few binary digits make ties.
      let tie = (scaled * 64).rounded() / 64
      for number in [scaled, tie] { Self.check(number, Int((state >> 8) % 18)) }
    }
  }

  @Test func usualNumbersTakeTheShortWay() {
    #expect(ExactDecimal(3.14159, significant: 6) != nil)
    #expect(ExactDecimal(-0.25, decimals: 2) != nil)
    #expect(ExactDecimal(1e-5, significant: 6) == nil)
  }
}
