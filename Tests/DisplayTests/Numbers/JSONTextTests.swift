import Display
import Testing

struct JSONTextTests {
  @Test(arguments: [
    (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"), (4.0, "4"), (1e22, "1e+22"),
    (.leastNonzeroMagnitude, "5e-324"),
    (.nan, "\"nan\""), (-.infinity, "\"-inf\""), (0x1p53, "9007199254740992"),
  ])
  func numbersHaveEveryDigitAndNoMore(number: Double, expected: String) {
    #expect(JSONText.number(number) == expected)
  }

  @Test func singlePrecisionHasItsOwnDigits() {
    #expect(JSONText.number(Float(0.1)) == "0.1")
  }

  @Test func stringsAreEscaped() {
    #expect(JSONText.string("a\"b\\\n\u{1}é") == "\"a\\\"b\\\\\\n\\u0001é\"")
  }
}
