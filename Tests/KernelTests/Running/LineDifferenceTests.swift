import Kernel
import Testing

@Suite struct LineDifferenceTests {
  @Test func insertedLineMovesNoOther() {
    check("a\nc", "a\nb\nc", "    + 2 | b")
  }

  @Test func removedLineMovesNoOther() {
    check("a\nb\nc", "a\nc", "    - 2 | b")
  }

  @Test func longLinesAreShownWhereTheyPart() {
    let start = String(repeating: "x", count: 300)
    let text = LineDifference(start + "old", start + "new").text("h")
    #expect(text.contains("xold") && text.contains("xnew") && text.contains("| …x"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count < 130 })
  }

  @Test func longDifferencesAreCutWithACount() {
    let lines = (1...30).map { "\($0)" }.joined(separator: "\n")
    let text = LineDifference(lines, "").text("h")
    #expect(text.hasSuffix("    … 11 more lines"))
  }

  @Test func hugeTextsAreComparedLineByLine() {
    let old = Array(repeating: "a", count: 30_000)
    let text = LineDifference(
      old.joined(separator: "\n"),
      (["b"] + old.dropFirst()).joined(separator: "\n")
    ).text("h")
    #expect(text == "h\n    - 1 | a\n    + 1 | b")
  }

  private func check(_ stored: String, _ now: String, _ expected: String) {
    #expect(LineDifference(stored, now).text("h") == "h\n" + expected)
  }
}
