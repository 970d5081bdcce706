import Display
import Testing

struct DerivationTests {
  @Test func longSumsTakeATermALine() {
    let terms = (1...6).map { step in
      Derivation.Term(
        consumer: "h\(step)",
        of: "w",
        adjointValue: "-0.5",
        derivativeValue: "\(step)"
      )
    }
    let derivation = Derivation(
      forward: [.init(name: "w", value: "1")],
      backward: [.init(name: "w", terms: terms, value: "-10.5")]
    )
    let lines = derivation.text.split(separator: "\n")
    #expect(lines.contains { $0.contains("(-0.5)·1") && $0.hasSuffix("= -10.5") })
    #expect(lines.contains { $0.contains("+ (-0.5)·6") })
  }

  @Test func nothingToDeriveStillReads() {
    #expect(Derivation(forward: [], backward: []).text == "Forward pass")
  }
}
