import Interpreter
import Language
import Testing

struct HelpTests {
  private let recorder = OutputRecorder()
  private let session: Session

  init() { session = Session(output: recorder) }

  private func seen(_ code: String) -> String { recorder.run(code, in: session).seen }

  @Test func exampleIsShownWithItsOutput() {
    #expect(seen("?matmul").hasSuffix("example: matmul([[1, 2], [3, 4]], [1, 1])\n       → [3, 7]"))
  }

  @Test func severalLinesOfOutputStandBelowEachOther() {
    #expect(seen("outer?").contains("       → [[3, 4,  5],\n          [6, 8, 10]]"))
  }

  @Test func exampleLeavesNamesAndRandomNumbersAlone() {
    let fresh = Session(output: recorder)
    let expected = recorder.run("randn(3)", in: fresh).seen
    #expect(seen("sin = 5; ?randn").contains("→"))
    #expect(seen("randn(3)") == expected)
    #expect(seen("sin") == "5")
  }

  @Test func markdownHasTheFormulaAsMathematics() throws {
    let help = try #require(session.inspect("sin", at: 3)?[.markdown])
    #expect(help.hasPrefix("```\nsin(x)\n```\n\nThe sine"))
    #expect(help.contains("\n\n$\\sin x$\n\n- **Shapes:** "))
    #expect(help.contains("\n- **Derivative:** "))
    #expect(help.hasSuffix("**Example**\n\n```\nsin(pi / 2)\n```\n\n```\n1\n```"))
  }

  @Test func functionOfOnesOwnShowsCommentAndSource() throws {
    _ = seen("# Twice its argument.\nf(x) = 2x")
    let help = try #require(session.inspect("f", at: 1))
    #expect(help.plainText == "f(x)\nTwice its argument.\nf(x) = 2x")
    #expect(help[.markdown] == "```\nf(x)\n```\n\nTwice its argument.\n\n```\nf(x) = 2x\n```")
  }

  @Test func valuesAndCommandsHaveMarkdownToo() throws {
    _ = seen("x = [1, 2]")
    let value = try #require(session.inspect("x", at: 1)?[.markdown])
    #expect(value == "`x`: tensor (2)\n\n```\n[1, 2]\n```")
    let command = try #require(session.inspect("%precision 3", at: 4)?[.markdown])
    #expect(command.hasPrefix("```\n%precision digits\n```"))
  }

  @Test func unknownNamesAreMistakesOfTheQuestionOnly() {
    #expect(seen("?sine").hasPrefix("NameError: `sine` is not defined"))
    #expect(seen("?%tim").contains("did you mean `%time`?"))
    #expect(session.inspect("nowhere", at: 3) == nil)
    #expect(session.inspect("%nowhere", at: 3) == nil)
  }

  @Test func questionMarkTakesAFieldAndASymbol() {
    #expect(seen("r = {a: {b: 2}}; ?r.a.b") == "r.a.b: number\n2")
    #expect(seen("?∇").hasPrefix("grad("))
  }
}
