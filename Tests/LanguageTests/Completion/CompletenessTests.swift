import Language
import Testing

struct CompletenessTests {
  @Test(arguments: ["", "x = 3", "f(x) = x", "{ x }", "if a { 1 }", "%time f(", "# (", "f(\n1)"])
  func wholeProgramIsComplete(_ text: String) {
    #expect(completeness(of: text) == .complete)
  }

  @Test(arguments: [
    ("f(x) = {", "  "), ("f(x) = {\n  if x {", "    "), ("f(x) = {\n  if x {\n  }", "  "),
    ("x =", "  "), ("x +", "  "), ("  x +", "    "), ("f(1,", "  "), ("[1, 2,\n", "  "),
    ("if a", "  "), ("if a { 1 } else", "  "), ("for x in", "  "), ("x ->", "  "), ("not", "  "),
    ("y = 3\nx = f(", "  "), ("{a: 1,", "  "), ("√", "  "), ("while c", "  "),
  ])
  func beginningOfAProgramWantsMore(_ text: String, _ indent: String) {
    #expect(completeness(of: text) == .incomplete(indent: indent))
  }

  @Test(arguments: ["x = )", "a b", "f(x) = { a b", "\"abc", "1/2x", "(1]", "x = 3 +\n* 2"])
  func mistakeThatNothingMendsIsInvalid(_ text: String) {
    #expect(completeness(of: text) == .invalid)
  }
}
