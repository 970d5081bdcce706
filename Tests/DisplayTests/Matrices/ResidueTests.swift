import Display
import Testing

struct ResidueTests {
  private func text(_ values: [Double], precision: Int = 6, typeName: String = "float64") -> String
  {
    NestedNumbers(
      shape: [values.count],
      values: values,
      typeName: typeName,
      style: NumberStyle(precision: precision)
    ).text
  }

  @Test(arguments: [
    ([1, 6.123233995736766e-17], "[1, 0]"), ([-1000, -1.1368683772161603e-13], "[-1000, 0]"),
    ([2.220446049250313e-16, .infinity, 1], "[0, inf, 1]"),
  ])
  func roundingBesideLargeNumbersIsAZero(values: [Double], expected: String) {
    #expect(text(values) == expected)
  }

  @Test(arguments: [
    ([1, 1e-20], "[1, 1e-20]"), ([1e5, 1.602176634e-19], "[100000, 1.60218e-19]"),
    ([1, 5.123233995736766e-15], "[1, 5.12323e-15]"),
    ([6.123233995736766e-17], "[6.12323e-17]"), ([0, -0.0], "[0, 0]"),
  ])
  func whatWasMeantStays(values: [Double], expected: String) {
    #expect(text(values) == expected)
  }

  @Test func everyDigitShowsEverything() {
    #expect(text([1, 6.123233995736766e-17], precision: 16) == "[1, 6.123233995736766e-17]")
  }

  @Test func otherTypesAreLeftAlone() {
    #expect(text([1, 9.99999983775159e-18], typeName: "float32") == "[1, 1e-17]")
  }
}
