import Display
import Testing

struct AdjointNameTests {
  @Test(arguments: [
    ("c", "c\u{304}"), ("x₁", "x\u{304}₁"), ("W_1", "W\u{304}_1"), ("layer1.W", "layer1.W\u{304}"),
    ("loss", "loss\u{304}"), ("w#2", "w\u{304}#2"),
  ])
  func theBarStandsOverTheLetterThatCarriesTheName(name: String, expected: String) {
    #expect(Array(adjointName(of: name).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func aBarTakesNoColumn() {
    #expect(displayWidth(adjointName(of: "c")) == 1)
    #expect(displayWidth("日本") == 4)
  }
}
