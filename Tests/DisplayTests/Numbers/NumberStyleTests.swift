import Display
import Testing

struct NumberStyleTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (3, "3"), (-17, "-17"), (0x1p53, "9007199254740992"),
    (0.1, "0.1"), (1_234_567.5, "1.23457e+06"), (1e-5, "1e-05"), (1e22, "1e+22"),
    (58.598150033144239, "58.5982"), (-182.86980730598278, "-182.87"),
    (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
  ])
  func numbersPrintAsTheLanguagePageSays(number: Double, expected: String) {
    #expect(NumberStyle.standard.text(number) == expected)
  }

  @Test func precisionCountsSignificantDigits() {
    #expect(NumberStyle(precision: 3).text(2 / 3.0) == "0.667")
    #expect(NumberStyle(precision: 17).text(0.1) == "0.10000000000000001")
    #expect(NumberStyle(precision: 0).text(0.25) == "0.2")
  }
}
