import Kernel
import Testing

@Suite struct NumericDistanceTests {
  @Test(arguments: [
    ("", "", 0),
    ("loss 0.5", "loss 0.5", 0),
    ("loss 0.5", "loss 1", 0.5),
    ("-4", "-5", 0.2),
    ("1", "-1", 2),
    ("1e-3 x", "2E-03 x", 0.5),
    ("[1,   2]", "[1, 2]", 0),
    ("a1.5b", "a3b", 0.5),
    ("0", "-0", 0),
  ])
  func numbersAreComparedByValue(left: String, right: String, expected: Double) {
    #expect(numericDistance(between: left, and: right) == expected)
  }

  @Test(arguments: [
    ("a", "b"), ("1", "x"), ("1 2", "1"), ("1.5", "1.5 "), ("nan", "1"), ("1\n2", "1 2"),
  ])
  func textsThatDifferElsewhereHaveNoDistance(left: String, right: String) {
    #expect(numericDistance(between: left, and: right) == nil)
  }
}
