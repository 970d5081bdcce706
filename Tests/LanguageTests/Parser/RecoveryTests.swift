import Language
import Testing

/// Several mistakes in one text, and texts made to hurt.
struct RecoveryTests {
  private func messages(_ text: String) -> [String] {
    parse(Source(name: "In[1]", text: text)).diagnostics.map(\.message)
  }

  @Test(arguments: [
    ("a b\nx = 3\nc d", ["an operator is missing", "an operator is missing"]),
    (
      "f(x) = {\n  y = x z\n  1/2x\n  y\n}\nw = )",
      [
        "an operator is missing", "`/` before a product without `*` has two readings",
        "`)` closes nothing",
      ]
    ),
    ("e^2x + sin^2(x)", Array(repeating: "an exponent before a name has two readings", count: 2)),
    (
      "f(x, x) = 1\ng(a=1, 2)\n{a: 1, a: 2}",
      [
        "the parameter `x` twice", "a positional argument behind a named one",
        "the field `a` twice",
      ]
    ),
    (
      "0x1F 1_ 1.2.3",
      [
        "only decimal numbers can be written", "`_` in a number stands between two digits",
        "a number has one decimal point",
      ]
    ),
  ])
  func mistakesOfSeveralStatementsAreAllReported(_ text: String, _ expected: [String]) {
    #expect(messages(text) == expected)
  }

  @Test(arguments: [
    "f(x) = {\n  y = (x + 1\n  z = y 2\n  y * 2\n}\nw = 3", "x = f(1, 2\ny = 3\nz = 4\n",
    "def f(x):\n  y = x\n  return y\n\nz = 3", "for i in xs:\n    if i:\n        print(i)\nx = 3",
    "x = [1, 2\ny = {a: 1}\nfor i in y { print(i) }", "x = \"abc\ny = 3", "if a then b else c",
    "x = (1, 2]\ny = 3", "f(x) = {\n  if x {\n    1\n}\n",
  ])
  func oneMistakeDrawsOneMessage(_ text: String) {
    #expect(messages(text).count == 1)
  }

  @Test func statementsAroundAMistakeAreKept() {
    #expect(dump("x = 1\ny = a b\nz = 2") == "! an operator is missing\n(= x 1)\n(= z 2)")
  }

  @Test func noMoreThanTwentyMistakesAreReported() {
    #expect(messages(String(repeating: "a b\n", count: 100)).count == 20)
    #expect(messages(String(repeating: "?! ) ", count: 1000)).count <= 20)
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("{a: ", "}"), ("x -> {", "}"), ("√(", ")"),
    ("if a { ", " }"),
  ])
  func fiveHundredLevelsAreReadAndNoMore(_ opening: String, _ closing: String) {
    func nested(_ count: Int) -> String {
      String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
    }
    #expect(messages(nested(500)) == [])
    #expect(messages(nested(501)) == ["brackets nested deeper than 500"])
  }

  @Test(arguments: [
    "-", "not ", "√", "x^", "x -> ", "∇(", "((", "{[", "f(x)[", "\"{", "if a {} else ",
  ])
  func nothingNestsWithoutEnd(_ prefix: String) {
    let found = messages(String(repeating: prefix, count: 20_000) + "1")
    #expect(found.count == 1)
  }

  @Test(arguments: ["+1", "(1)", "[0]", ".a", "'", " |> f", " < 1"])
  func longChainsAreRefusedBeforeTheyHurt(_ link: String) {
    #expect(messages("x" + String(repeating: link, count: 100_000)).count <= 1)
    #expect(messages("x" + String(repeating: link == "'" ? "" : link, count: 1_500)) == [])
  }

  @Test func megabyteOfStatementsIsRead() {
    let text = String(repeating: "y = f(x, 2.5) * [1, 2, 3] + 4x^2 # note\n", count: 25_000)
    let (program, diagnostics) = parse(Source(name: "In[1]", text: text))
    #expect(program.statements.count == 25_000)
    #expect(diagnostics.isEmpty)
  }
}
