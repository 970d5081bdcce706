import Testing

/// Notation of other languages and of lectures, with what to write instead.
struct ForeignNotationTests {
  /// The text with its mistake marked, the message and the hint.
  private static let cases: [Mistake] = [
    ("⟦|x|⟧ + 1", "an absolute value is not written with `|`", "`abs(x)`"),
    ("⟦||x||⟧", "a norm is not written with `||`", "`‖x‖` or `norm(x)`"),
    ("a ⟦||⟧ b", "write `or` for `||`", nil),
    ("x⟦**⟧2", "powers are written with `^`", "`x^2`"),
    ("f(x)⟦**⟧2", "powers are written with `^`", "`a^b`"),
    ("x⟦**⟧f(2)", "powers are written with `^`", "`a^b`"),
    ("⟦def⟧ f(x, n):\n  return x", "a function is defined with `=`", "`f(x, n) = …`"),
    ("⟦function⟧ y = f(x)", "a function is defined with `=`", "`f(x) = x^2`"),
    ("⟦lambda⟧ x: x + 1", "a function is written with `->`", "`x -> x^2`"),
    ("for x in xs⟦:⟧\n  print(x)", "the body of `for` stands in braces", "`for x in xs { … }`"),
    ("f(x) ⟦:=⟧ 3", "a function is defined with `=`", "`f(x) = …`"),
    ("x = ⟦'abc'⟧", "strings stand between double quotes", #"`"abc"`"#),
    (
      "x ⟦//⟧ 3", "`//` is no operator",
      "`floor(x / 3)` for whole division; a comment starts with `#`"
    ),
    ("⟦//⟧ a remark", "`//` is no operator", "a comment starts with `#`"),
    ("x⟦.*⟧y", "`*` is elementwise already", "`@` is the matrix product"),
    ("⟦1.⟧ + 2.x", "a decimal point needs digits behind it", "`1` or `1.0`"),
    ("⟦1e400⟧", "a number larger than 1.8e308 cannot be held", "infinity is `inf` or `∞`"),
    ("x ⟦<-⟧ 3", "`<-` has two readings", "`x = 3` or `x < -3`"),
    ("⟦`⟧x`", "a backquote has no meaning here", nil),
    ("x⟦++⟧", "`++` is no operator", "`x += 1`"),
    ("x⟦!⟧", "there is no factorial sign", "`exp(lgamma(n + 1))`"),
    ("⟦!ls⟧", "`!` has no meaning here", "`not x`; commands of a shell cannot be run from a cell"),
    (#"⟦\frac⟧{a}{b}"#, #"`\frac` has no meaning here"#, "a fraction is written `a / b`"),
    ("⟦$⟧x$", "`$` has no meaning here", "formulas stand without dollar signs"),
    (#"⟦print⟧ "abc""#, "a call needs parentheses", #"`print("abc")`"#),
    (#"⟦f"⟧abc {x}""#, "strings have no prefix", #"`"…{x}…"` interpolates"#),
    ("x = [1⟦:⟧10]", "a list of numbers in steps", "`arange(start, stop, step)`, or `a...b`"),
    (
      "⟦∂⟧f/∂x", "the character `∂` has no meaning here",
      #"a partial derivative is `partial(f, "x")`"#
    ),
    (
      "‖x‖⟦₁⟧", "the character `₁` has no meaning here",
      "`norm(x, p=1)`, or a subscript after a name"
    ),
    ("x⟦ᵏ⟧ + x⁻", "superscripts are digits, `⁻` and `ⁿ`", "powers are written with `^`"),
    (
      "1⟦..⟧10", "a range is written with `...` or `..<`",
      "`1...10` holds its last number, `1..<10` does not"
    ),
    ("⟦%%⟧time", "commands begin with one `%`", "put the text behind it on its line"),
    ("y⟦--⟧; x", "`--` is no operator", "`y -= 1`"),
    (
      "for x in xs⟦:⟧\n  print(x)\ny = 3", "the body of `for` stands in braces",
      "`for x in xs { … }`"
    ),
    ("if a⟦:⟧\n  b", "the body of `if` stands in braces", "`if a { … }`"),
    ("while a⟦:⟧\n  b", "the body of `while` stands in braces", "`while a { … }`"),
    ("if a { b }\n⟦elif⟧ c { d }", "`else if` continues an `if`", "`else if c { … }`"),
    ("if a ⟦then⟧ b", "the body of `if` stands in braces, without `then`", "`if c { … }`"),
    ("f(x, n) ⟦:=⟧ x", "a function is defined with `=`", "`f(x, n) = …`"),
    (
      "⟦f(x)⟧ += 1", "a call cannot be assigned to",
      "equality is `==`; a function is defined with `name(x) = …` on its own"
    ),
    (#"⟦x"⟧a""#, "strings have no prefix", #"`"…{x}…"` interpolates"#),
    ("xᵢ⟦²³⁻⟧", "`²³⁻` is no exponent", "powers are written with `^`"),
    ("x⟦ⁿ²⟧", "`ⁿ²` is no exponent", "powers are written with `^`"),
    (
      "x ⟦'⟧", "a prime stands directly after a name, a field or a parenthesis",
      "a string stands between double quotes"
    ),
    (
      "⟦'⟧a", "a prime stands directly after a name, a field or a parenthesis",
      "a string stands between double quotes"
    ),
    ("⟦1.⟧", "a decimal point needs digits behind it", "`1` or `1.0`"),
    ("⟦1.⟧T", "a decimal point needs digits behind it", "`1` or `1.0`"),
    ("⟦1.⟧_5", "a decimal point needs digits behind it", "`1` or `1.0`"),
    ("⟦0b101⟧", "only decimal numbers can be written", "`5`"),
    ("⟦0o17⟧", "only decimal numbers can be written", "`15`"),
    ("⟦0XFF⟧", "only decimal numbers can be written", "`255`"),
    ("⟦0x⟧", "only decimal numbers can be written", "0 times a name is `0 * name`"),
    ("⟦1_⟧", "`_` in a number stands between two digits", "a product is written with `*`"),
    ("⟦2_x⟧", "`_` in a number stands between two digits", "a product is written with `*`"),
    ("⟦1__0⟧", "`_` in a number stands between two digits", "a product is written with `*`"),
    ("⟦1.2.3⟧", "a number has one decimal point", nil),
    ("⟦1e5_0⟧", "an exponent is a plain whole number", nil),
    ("⟦1e5.5⟧", "an exponent is a whole number", nil),
    ("x = ⟦1e999⟧", "a number larger than 1.8e308 cannot be held", "infinity is `inf` or `∞`"),
    ("a ⟦&&⟧ b", "write `and` for `&&`", nil),
    ("a ⟦&⟧ b", "write `and` for `&`", nil),
    ("a ⟦|⟧ b", "write `or` for `|`", nil),
    ("⟦!a⟧", "`!` has no meaning here", "`not x`; commands of a shell cannot be run from a cell"),
    ("⟦~⟧a", "`~` is no operator", "`not x`"),
    ("a ⟦~=⟧ b", "inequality is written `!=`", nil),
    ("a ⟦=<⟧ b", "not greater is written `<=`", nil),
    ("a ⟦=>⟧ b", "a function is written with `->`", "`x -> x^2`; not less is `>=`"),
    ("a ⟦===⟧ b", "equality is written `==`", nil),
    ("a ⟦!==⟧ b", "inequality is written `!=`", nil),
    ("a ⟦<>⟧ b", "inequality is written `!=`", nil),
    ("x ⟦**=⟧ 2", "`**=` is no operator", "`x = x^2`"),
    ("a ⟦./⟧ b", "`/` is elementwise already", nil),
    ("a ⟦.^⟧ b", "`^` is elementwise already", nil),
    ("x ⟦@=⟧ y", "`@=` is no operator", "`x = x @ y`"),
    (
      "a ⟦//⟧ b", "`//` is no operator",
      "`floor(a / b)` for whole division; a comment starts with `#`"
    ),
    ("⟦/*⟧ a */ b", "a comment starts with `#`", nil),
    ("x ⟦^=⟧ 2", "`^=` is no operator", "`x = x^2`"),
    (#"⟦\sigma⟧ + 1"#, #"`\sigma` has no meaning here"#, #"Tab turns `\sigma` into `σ`"#),
    ("x ⟦∈⟧ A", "the character `∈` has no meaning here", "`for x in xs`"),
    ("a ⟦⊗⟧ b", "the character `⊗` has no meaning here", "`outer(a, b)` or `kron(A, B)`"),
    ("⟦“⟧a”", "the character `“` has no meaning here", #"strings stand between `"`"#),
    ("⟦∑⟧x", "the character `∑` has no meaning here", "`sum(x)`, or `sum([i^2 for i in 1...n])`"),
    ("f(x⟦‌⟧y)", "the character `U+200C` has no meaning here", nil),
    ("a ⟦﻿⟧b", "the character `U+FEFF` has no meaning here", nil),
    ("lambda⟦:⟧ 3", "a function is written with `->`", "`x -> x^2`"),
    ("⟦let⟧ x = 3", "a name needs no declaration", "`x = 3`"),
    ("⟦import⟧ numpy as np", "everything is built in", "`?name` shows what a function does"),
    ("a ⟦is⟧ b", "`is` is no operator", "equality is `==`"),
    ("⟦|x|⟧", "an absolute value is not written with `|`", "`abs(x)`"),
    ("⟦%%⟧time x", "commands begin with one `%`", "put the text behind it on its line"),
    (#"⟦print⟧ "a""#, "a call needs parentheses", #"`print("a")`"#),
    ("⟦print x⟧", "a call needs parentheses", "`print(x)`"),
    ("if a { 1 } ⟦elif⟧ b { 2 }", "`else if` continues an `if`", "`else if c { … }`"),
    ("x = 3 ⟦%⟧ the answer", "`%` is the remainder of a division", "a comment starts with `#`"),
    ("50⟦%⟧ * 3", "`%` is the remainder of a division", "50 percent is `50/100`"),
    ("f⟦（⟧x", "the character `（` has no meaning here", "`(`"),
    (#"⟦f"⟧a""#, "strings have no prefix", #"`"…{x}…"` interpolates"#),
    (
      "1⟦..=⟧10", "a range is written with `...` or `..<`",
      "`1...10` holds its last number, `1..<10` does not"
    ),
  ].map(Mistake.init)

  @Test(arguments: cases)
  private func mistakeIsExplainedAtItsPlace(_ mistake: Mistake) {
    #expect(firstMistake(in: mistake.text) == mistake)
  }
}
