import Display
import Testing

struct TextFormatTests {
  private static let cases: [(TextFormat, Double, String)] = [
    (TextFormat(digits: 4, presentation: .fixed), 3.14159, "3.1416"),
    (TextFormat(width: 5, presentation: .decimal), 42, "   42"),
    (TextFormat(digits: 3, presentation: .exponent), 12345.678, "1.235e+04"),
    (TextFormat(sign: .plus, digits: 2, presentation: .fixed), 2, "+2.00"),
    (TextFormat(sign: .space), 2, " 2"),
    (TextFormat(groupsThousands: true, digits: 1, presentation: .fixed), -12345.25, "-12,345.2"),
    (TextFormat(groupsThousands: true, presentation: .decimal), 999, "999"),
    (TextFormat(digits: 1, presentation: .percent), 0.256, "25.6%"),
    (TextFormat(fill: "*", alignment: .center, width: 7), 3, "***3***"),
    (TextFormat(alignment: .left, width: 6, digits: 2, presentation: .general), 1.25, "1.2   "),
    (TextFormat(digits: 2, presentation: .fixed), -0.001, "0.00"),
    (TextFormat(digits: 2, presentation: .fixed), -.infinity, "-inf"),
  ]

  @Test(arguments: cases)
  func numbersFollowThePythonFormats(format: TextFormat, number: Double, expected: String) throws {
    #expect(try format.text(number) == expected)
  }

  @Test func stringsAreCutAndPaddedByTheirWidthOnScreen() throws {
    #expect(try TextFormat(width: 4).text("c̄") == "c̄   ")
    #expect(try TextFormat(alignment: .right, width: 4, digits: 2).text("abc") == "  ab")
  }

  @Test func aFormatThatDoesNotFitIsRefused() {
    #expect(throws: TextFormatError.notWhole("-1.5")) {
      try TextFormat(presentation: .decimal).text(-1.5)
    }
    #expect(throws: TextFormatError.notANumber(presentation: "f")) {
      try TextFormat(presentation: .fixed).text("abc")
    }
  }

  @Test func thirtyDigitsOfAHugeNumberAreWritten() throws {
    let text = try TextFormat(digits: 30, presentation: .fixed).text(1e300)
    #expect(text.count == 301 + 1 + 30)
  }
}
