import Language
import Testing

/// Names, numbers, comments and strings that are read.
struct LexicalTests {
  @Test(arguments: [
    ("x₁", "x₁"), ("W_1", "W_1"), ("θ", "θ"), ("_x9", "_x9"), ("größe", "größe"), ("变量2", "变量2"),
    ("x̂", "x̂"), ("c̄", "c̄"), ("xᵢ", "xᵢ"), ("∞", "∞"), ("π", "π"), ("iffy", "iffy"),
    ("e\u{301}", "é"), ("\u{2126}", "Ω"), ("µ", "μ"), ("ℓ", "ℓ"), ("x٣", "x٣"),
  ])
  func nameIsKeptInNFC(_ text: String, _ name: String) {
    #expect(Array(dump(text).unicodeScalars) == Array(name.unicodeScalars))
  }

  @Test(arguments: [
    ("1", "1"), ("2.5", "2.5"), (".5", "0.5"), ("1e-3", "0.001"), ("1e−3", "0.001"),
    ("2E+3", "2000"), ("1_000", "1000"), ("1_0.2_5", "10.25"),
    ("123456789012345678", "1.2345678901234568e+17"),
    ("0", "0"), ("00.1", "0.1"), ("1e-400", "0"), ("9007199254740993", "9007199254740992"),
    ("0..<7", "(..< 0 7)"), ("1...100", "(... 1 100)"), ("1.5...2.5", "(... 1.5 2.5)"),
    ("2e^x", "(* 2 (^ e x))"), ("2e", "(* 2 e)"), ("10x", "(* 10 x)"),
  ])
  func numberIsReadExactly(_ text: String, _ value: String) {
    #expect(dump(text) == value)
  }

  @Test(arguments: [
    (#""""#, #""""#), (#""a b""#, #""a b""#), (#""\n\t\"\\\{""#, "\"\n\t\"\\{\""),
    (#""loss = {L}""#, #""loss = {L}""#), (#""{x}{y}""#, #""{x}{y}""#),
    (#""a {r["k"]} b""#, #""a {(index r "k")} b""#), (#""{f("{x}")}""#, #""{(call f "{x}")}""#),
    (#""{L:.4f}""#, #""{L:.4f}""#), (#""{n:5d}""#, #""{n:5d}""#),
    (#""{x:*>+8,.3e}""#, #""{x:*>+8,.3e}""#),
    (#""{x[1:3]:.2f}""#, #""{(index x 1:3):.2f}""#), (#""{ {a: 1} }""#, #""{{a: 1}}""#),
    (#""{x:}""#, #""{x:}""#), (#""}""#, #""}""#), (#""\newline""#, "\"\newline\""),
    (#""\n""#, "\"\n\""), (#""{x -> x}""#, #""{(-> (x) x)}""#), ("\"a # b\"", "\"a # b\""),
    (#""日本 😀""#, #""日本 😀""#),
  ])
  func stringIsReadWithItsInterpolations(_ text: String, _ value: String) {
    #expect(dump(text) == value)
  }

  @Test(arguments: [
    "\u{0}", "x\u{0}y", "\u{FFFD}", "x = \u{200B}3", "\u{7}", "\u{2028}x", "\"a\u{1}b\"", "x\u{C}",
    "‽",
    "\u{202E}", "\u{E000}",
  ])
  func strangeCharacterIsAMistakeAtItsPlace(_ text: String) {
    let (_, diagnostics) = parse(Source(name: "In[1]", text: text))
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.kind == .syntax)
  }

  @Test(arguments: ["\u{FEFF}x", "x # \u{0}\u{FFFD}", "x\u{A0}+\u{2003}y", "\tx"])
  func spacesCommentsAndAByteOrderMarkAreFine(_ text: String) {
    #expect(parse(Source(name: "In[1]", text: text)).diagnostics.isEmpty)
  }

  @Test func spansPointIntoTheTextAsTyped() {
    let (program, _) = parse(Source(name: "In[1]", text: "e\u{301} + 日"))
    #expect(program.statements.first?.span == Span(0, 9))
  }
}
