import Language
import Testing

/// The text of a message, as `language.md` shows it.
struct DiagnosticRendererTests {
  private func source(_ text: String, name: String = "In[7]") -> Source {
    Source(name: name, text: text)
  }

  /// A diagnostic that marks the first place where a part of the text stands.
  private func rendered(
    _ text: String,
    marking part: String,
    label: String? = nil,
    hint: String? = nil,
    calls: [CallSite] = []
  ) -> String {
    let source = source(text)
    let lower = text.utf8.count - (text.utf8Suffix(from: part) ?? 0)
    let location = Location(source, Span(lower, lower + part.utf8.count))
    return DiagnosticRenderer.plain(
      Diagnostic(.value, "what is wrong", at: location, label: label, hint: hint, calls: calls)
    )
  }

  @Test func shapeErrorLooksAsTheLanguageShowsIt() {
    let text = "A = 1\ny = A @ B"
    let diagnostic = Diagnostic(
      .shape,
      "cannot multiply (3, 4) @ (5, 2): inner sizes 4 and 5 differ",
      at: Location(source(text), Span(10, 15)),
      label: "A is (3, 4), B is (5, 2)",
      hint: "no transposition of A or B fits either; did one come from the wrong layer?"
    )
    #expect(
      DiagnosticRenderer.plain(diagnostic) == """
        ShapeError: cannot multiply (3, 4) @ (5, 2): inner sizes 4 and 5 differ
          In[7], line 2
          2 │ y = A @ B
            │     ──┬──
            │       A is (3, 4), B is (5, 2)
          hint: no transposition of A or B fits either; did one come from the wrong layer?
        """
    )
  }

  @Test func markWithoutLabelIsALine() {
    #expect(
      rendered("a + bb", marking: "bb") == """
        ValueError: what is wrong
          In[7], line 1
          1 │ a + bb
            │     ──
        """
    )
  }

  @Test func wideAndCombiningCharactersKeepMarksInPlace() {
    #expect(
      rendered("x̂ = \"日本😀\" + bad", marking: "bad", label: "here") == """
        ValueError: what is wrong
          In[7], line 1
          1 │ x̂ = "日本😀" + bad
            │                ─┬─
            │                 here
        """
    )
  }

  @Test func tabsAreSpread() {
    #expect(
      rendered("\tx\t= bad", marking: "bad") == """
        ValueError: what is wrong
          In[7], line 1
          1 │     x   = bad
            │           ───
        """
    )
  }

  @Test func markAcrossLinesMarksEachOfThem() {
    #expect(
      rendered("y = f(a,\n      b)", marking: "f(a,\n      b)", label: "two") == """
        ValueError: what is wrong
          In[7], line 1
          1 │ y = f(a,
            │     ────
          2 │       b)
            │       ─┬
            │        two
        """
    )
  }

  @Test func longStretchIsShownByItsEnds() {
    let text = "f(\n" + (1...10).map { "  a\($0),\n" }.joined() + ")"
    #expect(
      rendered(text, marking: text) == """
        ValueError: what is wrong
          In[7], line 1
           1 │ f(
             │ ──
           2 │   a1,
             │   ───
           … │
          12 │ )
             │ ─
        """
    )
  }

  @Test func longLineIsCutAroundTheMark() {
    let text = String(repeating: "a + ", count: 100) + "bad" + String(repeating: " + c", count: 100)
    #expect(
      rendered(text, marking: "bad") == """
        ValueError: what is wrong
          In[7], line 1
          1 │ …+ a + a + a + a + a + a + a + a + a + a + bad + c + c + c + c + c + c + c + c + c + c + …
            │                                            ───
        """
    )
  }

  @Test func millionBytesLineIsCutToo() {
    let text = String(repeating: "x", count: 1_000_000)
    let lines = rendered(text, marking: text).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 110 })
  }

  @Test func emptyPlaceIsOneColumn() {
    let (_, diagnostics) = parse(source("a +"))
    #expect(
      DiagnosticRenderer.plain(diagnostics) == """
        SyntaxError: the text ends where an expression should stand
          In[7], line 1
          1 │ a +
            │    ─
        """
    )
  }

  @Test func controlCharactersAreShown() {
    #expect(rendered("a\u{0}\u{1B}[31m\u{202E}b", marking: "b").contains("a␀␛[31m\u{FFFD}b"))
  }

  @Test func callsAreListedAndShortened() {
    let body = source("g(x) = x\nf(x) = g(x)", name: "In[3]")
    let cell = source("f(1)", name: "In[4]")
    let inner = CallSite(function: "g", location: Location(body, Span(16, 20)))
    let outer = CallSite(function: "f", location: Location(cell, Span(0, 4)))
    let text = rendered("bad", marking: "bad", hint: "none", calls: [inner, inner, inner, outer])
    #expect(
      text == """
        ValueError: what is wrong
          In[7], line 1
          1 │ bad
            │ ───
          in g, called from In[3], line 2 (3 times)
          in f, called from In[4], line 1
          hint: none
        """
    )
  }

  @Test func manyDifferentCallsLeaveOutTheMiddle() {
    let cell = source(String(repeating: "f\n", count: 40))
    let calls = (0..<40).map {
      CallSite(function: "f", location: Location(cell, Span(2 * $0, 2 * $0)))
    }
    let text = rendered("bad", marking: "bad", calls: calls)
    #expect(text.contains("  … 28 more calls\n"))
    #expect(text.split(separator: "\n").count == 4 + 13)
  }

  @Test func severalMistakesStandBelowEachOther() {
    let (_, diagnostics) = parse(source("a b\nc d"))
    let text = DiagnosticRenderer.plain(diagnostics)
    #expect(text.components(separatedBy: "\n\n").count == 2)
  }

  @Test func coloursSurroundThePartsOnly() {
    let location = Location(source("a b"), Span(2, 3))
    let diagnostic = Diagnostic(.name, "no `b`", at: location, hint: "`a`")
    let coloured = DiagnosticRenderer.ansi(diagnostic)
    #expect(coloured.hasPrefix("\u{1B}[1;31mNameError:\u{1B}[0m \u{1B}[1mno `b`\u{1B}[0m\n"))
    #expect(coloured.withoutColours == DiagnosticRenderer.plain(diagnostic))
  }

  @Test func placesOutsideOfTheTextAreHarmless() {
    let location = Location(source("ab"), Span(-3, 99))
    #expect(DiagnosticRenderer.plain(Diagnostic(.value, "m", at: location)).contains("│ ──"))
    let empty = Location(source(""), Span(0, 0))
    #expect(DiagnosticRenderer.plain(Diagnostic(.value, "m", at: empty)).contains("line 1"))
  }
}

extension String {
  /// The bytes from the first place where a part stands to the end.
  fileprivate func utf8Suffix(from part: String) -> Int? {
    let (whole, wanted) = (Array(utf8), Array(part.utf8))
    return whole.indices.first { whole[$0...].starts(with: wanted) }.map { whole.count - $0 }
  }

  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }

  fileprivate var withoutColours: String {
    var result = ""
    var isCode = false
    for character in self {
      if character == "\u{1B}" { isCode = true }
      if !isCode { result.append(character) }
      if character == "m" { isCode = false }
    }
    return result
  }
}
