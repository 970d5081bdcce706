import Language
import Testing

/// Texts nobody wrote: nothing crashes, everything ends, every place lies within its text.
struct FuzzTests {
  /// A generator with a fixed seed.
  ///
  /// - Source: SplitMix64; Steele, Lea and Flood, "Fast splittable pseudorandom number
  ///   generators" (2014).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let program = """
    # Squares and more.
    f(x, n=2) = { z = x^n; if z > 1 { return z } else { z } }
    w = param([1, 2.5, -3e−2]); (q, (r, s)) = qr(A[1:, ::2])
    for (k, v) in ({a: 1, b: {c: [i² for i in 0..<5 if i != 2]}}) {
      print("{k} = {v:*>+8.3f} \\{ {r["x"]}")
    }
    y = 2√c + ‖x - ‖y‖‖² / ∇f(x)[0] · xᵀ @ A.T
      .name
      |> ((a, b) -> a*b)
    g = h ∘ f'' ; w -= 0.1*grad(L, w); r.a.W[0, :] := 0 < x <= 1 and not none
    %time f(x)
    ?sin
    """

  private static let pieces = [
    "x", "f", "2", "2.5", "(", ")", "[", "]", "{", "}", ",", ";", "\n", "\n  ", " ", ":", ":=", "=",
    "==", "+", "-", "*", "/", "@", "%", "^", "²", "ᵀ", "'", "√", "∇", "‖", "·", "∘", "|>", "->",
    "..<",
    "...", "\"", "\\", "#", "?", ".", ".T", "if ", "else ", "for ", "in ", "while ", "return ",
    "not ",
    "and ", "break", "%time", "!", "|", "&", "~", "$", "`", "{a:", "\"{", ":.3f}", "<-", "**", "//",
    "é", "日", "\u{0}", "\u{FFFD}", "lambda ", "def ", "true", "1e400", "0x", "1_", "1.",
  ]

  private func check(_ text: String) {
    let source = Source(name: "In[1]", text: text)
    let count = text.utf8.count
    let (program, diagnostics) = parse(source)
    #expect(diagnostics.count <= 20)
    for diagnostic in diagnostics {
      let span = diagnostic.location?.span ?? Span(-1, -1)
      #expect(0 <= span.lower && span.lower <= span.upper && span.upper <= count)
    }
    for statement in program.statements {
      #expect(0 <= statement.span.lower && statement.span.upper <= count)
    }
    if diagnostics.isEmpty {
      #expect(completeness(of: text) == .complete)
      checkPrinting(program)
    }
    #expect(DiagnosticRenderer.plain(diagnostics).isEmpty == diagnostics.isEmpty)
    let offset = count / 2
    #expect(completionContext(text, utf8Offset: offset).replaced.upper <= offset)
    _ = nameAt(text, utf8Offset: offset)
  }

  /// What is printed is read as what it was printed from.
  private func checkPrinting(_ program: Program) {
    for statement in program.statements {
      let printed = SourcePrinter.text(statement)
      if printed.contains("{\"") { continue }
      let (again, diagnostics) = parse(Source(name: "printed", text: printed))
      #expect(diagnostics.isEmpty, "\(printed)")
      #expect(again.statements.map { dump($0) } == [dump(statement)], "\(printed)")
    }
  }

  @Test func randomBytesAreHarmless() {
    var generator = Generator(state: 1)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func randomTokensAreHarmless() {
    var generator = Generator(state: 2)
    for _ in 0..<1_500 {
      let length = Int.random(in: 1...40, using: &generator)
      let text = (0..<length).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
      check(text.joined())
    }
  }

  @Test func programWithoutOneBracketOrMoreIsHarmless() {
    var generator = Generator(state: 3)
    let bytes = Array(Self.program.utf8)
    #expect(parse(Source(name: "In[1]", text: Self.program)).diagnostics.isEmpty)
    for _ in 0..<500 {
      var mutated = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: mutated.indices, using: &generator)
        if Bool.random(using: &generator) {
          mutated.remove(at: index)
        } else {
          mutated.insert(
            contentsOf: (Self.pieces.randomElement(using: &generator) ?? "").utf8,
            at: index
          )
        }
      }
      check(String(decoding: mutated, as: UTF8.self))
    }
  }

  @Test func everyBeginningOfAProgramIsHarmless() {
    let bytes = Array(Self.program.utf8)
    for length in bytes.indices { check(String(decoding: bytes[..<length], as: UTF8.self)) }
  }
}
