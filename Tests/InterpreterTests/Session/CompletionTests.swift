import Interpreter
import Testing

@Suite struct CompletionTests {
  @Test(
    arguments: [
      ("linsp", ["linspace"]), ("my", ["my_value"]), ("rec.we", ["weights"]),
      ("rec.weights.in", ["inner"]), ("sum(x, ax", ["axis="]), ("f(1, scal", ["scale="]),
      ("\\nabl", ["∇"]), ("%prec", ["precision"]), ("%time linsp", ["linspace"]), ("# linsp", []),
      ("retu", ["return"]), ("print(\"{my_v", ["my_value"]), ("∇f(my_v", ["my_value"]),
      ("linspace(0, 1, nu", ["num=", "numeric_grad"]), ("rec.weights.inner.sh", ["shape"]),
      ("x = [\n  my_", ["my_value"]),
      ("\"da", ["data/"]), ("\"data/tr", ["data/train.csv"]),
      ("print(\"a\", \"data/", ["data/test.csv", "data/train.csv"]),
      ("\"", ["data/", "note.adj"]), ("\".", [".hidden"]), ("%run no", ["note.adj"]),
      ("%run \"no", ["note.adj"]),
      ("\"nowhere/", []), ("# \"da", []), ("\"da\" + my", ["my_value"]),
      // Names of the cell that is being typed, also those of its functions.
      ("rate = 0.1\n2 * rat", ["rate"]), ("g(angle) = sin(ang", ["angle"]),
      ("r.unheard = 1; unh", []), ("unheard", []),
    ]
  )
  func offersWhatFits(_ text: String, _ expected: [String]) {
    let items = session().complete(text, at: text.utf8.count).items.map(\.text)
    #expect(items == expected)
  }

  @Test func replacesThePathInAStringUpToItsQuote() {
    let completions = session().complete("read(\"data/tr", at: 13)
    #expect(completions.items == [Completion("data/train.csv", "path")])
    #expect(completions.replaced.lower == 6)
  }

  @Test func replacesThePrefixOnly() {
    let completions = session().complete("1 + linsp", at: 9)
    #expect(completions.replaced.lower == 4)
    #expect(completions.replaced.upper == 9)
  }

  @Test func saysKindAndDefault() {
    let items = session().complete("f(1, scal", at: 9).items
    #expect(items == [Completion("scale=", "param", signature: "2")])
  }

  @Test(
    arguments: [
      ("linspace(0, 1", "linspace(start, stop, num=50, dtype=\"float64\")"),
      ("my_value", "my_value: number"), ("f", "f(x, scale=2)"),
      ("rec.weights", "rec.weights: record"),
      ("%time", "%time statement"), ("∇f", "grad("), ("f(1, scale", "f(x, scale=2)"),
      ("f(my_valu", "f(x, scale=2)"), ("1 +", "+(a, b)"), ("f'", "derivative("),
      ("2 ×", "*(a, b)"), ("7 %", "mod("), ("‖", "norm("),
    ]
  )
  func explainsTheNameAtTheCursor(_ text: String, _ beginning: String) throws {
    let offset = text == "∇f" ? 0 : text.utf8.count
    let help = try #require(session().inspect(text, at: offset))
    #expect(help.plainText.hasPrefix(beginning))
  }

  @Test func showsSourceAndCommentOfAUsersFunction() throws {
    let help = try #require(session().inspect("f", at: 1))
    #expect(help.plainText.contains("Scales its argument."))
    #expect(help.plainText.contains("f(x, scale=2) = x * scale"))
  }

  @Test func replacesOnlyTheWordInACommandsArgument() {
    let completions = session().complete("%time 2 + my_v", at: 14)
    #expect(completions.items.map(\.text) == ["my_value"])
    #expect(completions.replaced.lower == 10)
  }

  @Test func saysNothingOfUnknownNames() {
    #expect(session().inspect("nowhere", at: 3) == nil)
  }

  private func session() -> Session {
    let recorder = OutputRecorder()
    let names = [".hidden", "data/test.csv", "data/train.csv", "note.adj", "quo\"te"]
    let files = MemoryFiles(Dictionary(uniqueKeysWithValues: names.map { ($0, []) }))
    let session = Session(output: recorder, files: files)
    let code = """
      my_value = 1
      rec = {weights: {inner: 1}, bias: 0}
      # Scales its argument.
      f(x, scale=2) = x * scale
      """
    #expect(recorder.run(code, in: session).result.isSuccess)
    return session
  }
}
