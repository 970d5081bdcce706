import Testing

/// Mistakes in strings and their formats.
struct StringMistakeTests {
  /// The text with its mistake marked, the message and the hint.
  private static let cases: [Mistake] = [
    (#""⟦{}⟧""#, "an interpolation without a value", #"a brace is written `\{`"#),
    (
      #"⟦"abc⟧\#nx = 3"#, "the string is not closed on its line",
      #"a line break inside a string is written `\n`"#
    ),
    (
      #"⟦"a {x⟧\#ny"#, "the string is not closed on its line",
      #"a line break inside a string is written `\n`"#
    ),
    (
      #""{x:⟦q⟧}""#, "`q` is no format",
      "`[[fill]align][sign][width][,][.digits]` and one of `d f e g s %`, as in `.4f`"
    ),
    (
      #"⟦"a'b'⟧"#, "the string is not closed on its line",
      #"a line break inside a string is written `\n`"#
    ),
    (#""⟦\q⟧""#, #"`\q` is no escape"#, #"`\\` is a backslash"#),
    (#""⟦\}⟧""#, #"`\}` is no escape"#, "a closing brace stands for itself"),
    (
      #""⟦\nabla⟧""#, #"`\nabla` has two readings"#,
      #"`\\nabla` for the symbol's name, `{"\n"}abla` for the control character before `abla`"#
    ),
    (
      #""⟦\tau⟧""#, #"`\tau` has two readings"#,
      #"`\\tau` for the symbol's name, `{"\t"}au` for the control character before `au`"#
    ),
    (#""⟦{:.3f}⟧""#, "an interpolation without a value", #"a brace is written `\{`"#),
    (
      #""{x:⟦.3q⟧}""#, "`.3q` is no format",
      "`[[fill]align][sign][width][,][.digits]` and one of `d f e g s %`, as in `.4f`"
    ),
    (
      #""{x:⟦5.d⟧}""#, "`5.d` is no format",
      "`[[fill]align][sign][width][,][.digits]` and one of `d f e g s %`, as in `.4f`"
    ),
    (
      #""{x:⟦.⟧}""#, "`.` is no format",
      "`[[fill]align][sign][width][,][.digits]` and one of `d f e g s %`, as in `.4f`"
    ),
    (#""⟦{{⟧x}}""#, "`{{` in a string", #"a brace is written `\{`"#),
    (
      #"⟦"{x⟧"#, "the string is not closed on its line",
      #"a line break inside a string is written `\n`"#
    ),
    (
      #"⟦"abc⟧"#, "the string is not closed on its line",
      #"a line break inside a string is written `\n`"#
    ),
    (
      #"⟦"""⟧abc""""#, #"a string stands between single `"`"#,
      #"a line break inside a string is written `\n`"#
    ),
    (
      #"⟦"{"a⟧"#, "the string is not closed on its line",
      #"`{` begins a value put into the string; a brace itself is written `\{`"#
    ),
  ].map(Mistake.init)

  @Test(arguments: cases)
  private func mistakeIsExplainedAtItsPlace(_ mistake: Mistake) {
    #expect(firstMistake(in: mistake.text) == mistake)
  }
}
