import Language
import Testing

struct CompletionContextTests {
  /// The context at the `|` of a text.
  private func context(_ marked: String) -> CompletionContext {
    let bytes = Array(marked.utf8)
    let offset = bytes.firstIndex(of: UInt8(ascii: "|")) ?? 0
    let text = String(decoding: bytes[..<offset] + bytes[(offset + 1)...], as: UTF8.self)
    return completionContext(text, utf8Offset: offset)
  }

  @Test(
    arguments: [
      ("si|", .name(prefix: "si")), ("|", .name(prefix: "")), ("x = |", .name(prefix: "")),
      ("2si|", .name(prefix: "si")), ("θ_1|", .name(prefix: "θ_1")),
      ("f(a, b|", .name(prefix: "b")),
      ("r.|", .field(of: "r", prefix: "")), ("r.na|me", .field(of: "r", prefix: "na")),
      ("y + f(x)[0].a.b|", .field(of: "f(x)[0].a", prefix: "b")),
      ("load(\"data/ir|", .text(prefix: "data/ir")), ("\"|", .text(prefix: "")),
      ("\"a {x|", .name(prefix: "x")), ("\"a {r.x|", .field(of: "r", prefix: "x")),
      ("\"a {x} b|", .text(prefix: " b")),
      ("\\nab|", .symbol(prefix: "\\nab")), ("x\\^2|", .symbol(prefix: "\\^2")),
      ("\"\\alp|", .symbol(prefix: "\\alp")), ("\\|", .symbol(prefix: "\\")),
      ("%ti|", .command(prefix: "ti")), ("%|", .command(prefix: "")),
      ("%time f(x|", .commandArgument(command: "time", argument: "f(x")),
      ("x % y|", .name(prefix: "y")), ("?si|", .name(prefix: "si")),
      ("12|", .nothing), ("# com|", .nothing), ("# com\nx|", .name(prefix: "x")),
    ] as [(String, CompletionContext.Subject)]
  )
  func subjectIsWhatIsBeingTyped(_ marked: String, _ subject: CompletionContext.Subject) {
    #expect(context(marked).subject == subject)
  }

  @Test func replacedStretchEndsAtTheCursor() {
    #expect(context("y = θs.na|me").replaced == Span(8, 10))
    #expect(context("x = \\nab|").replaced == Span(4, 8))
    #expect(context("%ti|").replaced == Span(1, 3))
  }

  @Test func callKnowsItsFunctionAndUsedKeywords() {
    let call = context("m.plot(f, (a, b), title=\"x\", |").call
    #expect(call?.function == "m.plot")
    #expect(call?.keywords == ["title"])
    #expect(call?.position == 3)
    #expect(call?.startsArgument == true)
    #expect(context("f(x + |").call?.startsArgument == false)
    #expect(context("f(g(x), |").call?.function == "f")
    #expect(context("(a, |").call == nil)
    #expect(context("f(x)|").call == nil)
    #expect(context("dataset(\"x|").call?.function == "dataset")
  }

  @Test(arguments: [
    ("si|n(x)", "sin"), ("sin|(x)", "sin"), ("sin(|x)", "x"), ("sin( | )", "sin"),
    ("r.a|.b", "r.a"), ("r.a.b|", "r.a.b"), ("f(1, |2)", "f"), ("∇|f", "f"), ("%ti|me x", "%time"),
    ("load(\"a|b\")", "load"), ("x + |", nil), ("", nil), ("fo|r i in x { }", "for"), ("x̂|", "x̂"),
  ])
  func nameIsTheOneAtTheCursor(_ marked: String, _ name: String?) {
    let offset = marked.utf8.firstIndex(of: UInt8(ascii: "|")).map {
      marked.utf8.distance(from: marked.utf8.startIndex, to: $0)
    }
    let text = String(marked.unicodeScalars.filter { $0 != "|" })
    #expect(nameAt(text, utf8Offset: offset ?? 0)?.name == name)
  }

  @Test(arguments: latexSymbols.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  func everySymbolHasAPlaceInTheLanguage(_ name: String, _ symbol: String) {
    let texts = ["x\(symbol)", "\(symbol)x", "x \(symbol) x", "\(symbol)x\(symbol)", "x\(symbol)¹"]
    let isRead = texts.contains { parse(Source(name: "In[1]", text: $0)).diagnostics.isEmpty }
    #expect(isRead && name.hasPrefix("\\"))
  }
}
