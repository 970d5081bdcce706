import Testing

/// Notation with two readings, and operands that do not fit together.
struct NotationMistakeTests {
  /// The text with its mistake marked, the message and the hint.
  private static let cases: [Mistake] = [
    ("x = 3\ny = ⟦A x⟧", "an operator is missing", "`A * x` or `A @ x`"),
    ("⟦1/2x⟧", "`/` before a product without `*` has two readings", "`1/(2x)` or `1/2 * x`"),
    (
      "⟦a*b/-2x⟧ + 1", "`/` before a product without `*` has two readings",
      "`a*b/(-2x)` or `a*b/-2 * x`"
    ),
    ("⟦x^2y⟧", "an exponent before a name has two readings", "`x^(2y)` or `x^2 * y`"),
    ("⟦2 x⟧", "a space in a product without `*`", "`2x` or `2 * x`"),
    ("⟦2 (⟧x)", "a space in a product without `*`", "`2(x)` or `2 * (x)`"),
    ("f ⟦(⟧x)", "a space before the parenthesis of a call", "`f(x)` or `f * (x)`"),
    ("x ⟦[⟧0]", "a space before the bracket of an index", "`x[0]`"),
    ("[⟦1 -2⟧]", "`1 -2` in a list has two readings", "`1 - 2` or `1, -2`"),
    ("[[1,2⟦] [⟧3,4]]", "missing comma", "members of a list stand between commas"),
    ("2(x+1)⟦(⟧y+1)", "a product without `*` is not called or indexed", "`(x+1) * (y+1)`"),
    ("⟦x²⟧(y)", "nothing is called behind a superscript", "`x(y)^2` or `x² * (y)`"),
    ("⟦sin²⟧(x) + cos²(x)", "nothing is called behind a superscript", "`sin(x)^2`"),
    ("⟦sin⁻¹⟧(x)", "nothing is called behind a superscript", "`asin(x)`"),
    ("sin⟦² x⟧", "nothing is called behind a superscript", "`sin(x)^2`"),
    ("x²⟦[⟧0]", "nothing is applied to a superscript", "`(x²)[0]`"),
    ("x²⟦.⟧T", "nothing is applied to a superscript", "`(x²).T`"),
    ("⟦√x^⟧2", "a power under or over the root has two readings", "`√(x^2)` or `(√x)^2`"),
    ("⟦√x²⟧", "a power under or over the root has two readings", "`√(x²)` or `(√x)²`"),
    ("⟦√-⟧4", "`√` and a sign have two readings", "`√(-4)`"),
    ("⟦√2x⟧", "a product under or behind the root has two readings", "`√(2x)` or `√2 * x`"),
    ("⟦∇²⟧f", "`∇²` has two readings", "`laplacian(f)` or `hessian(f)`"),
    (
      "f(x) = ⟦{}⟧", "`{}` as the body of a function has two readings",
      "`({})` for an empty record, `none` for nothing"
    ),
    ("x + ⟦y⟧ -> 3", "a function as an operand needs parentheses", "`(y -> …)`"),
    (
      "if a { 1 }⟦.⟧x", "nothing is applied to a block or an `if` without parentheses",
      "`({ … }).x`"
    ),
    ("f(x)⟦'⟧", "primes stand after names, fields and parentheses", "`f'(x)`"),
    ("x⟦[]⟧", "an index is missing", "all of an axis is `:`"),
    ("-⟦x⟧ -> 3", "a function as an operand needs parentheses", "`(x -> …)`"),
    ("xs |> ⟦x⟧ -> x + 1", "a function as an operand needs parentheses", "`(x -> …)`"),
    ("a == ⟦not⟧ b", "`not` needs parentheses here", "`(not …)`"),
    ("⟦2 (⟧x + 1)", "a space in a product without `*`", "`2(x + 1)` or `2 * (x + 1)`"),
    ("f ⟦(⟧x, 1)", "a space before the parenthesis of a call", "`f(x, 1)` or `f * (x, 1)`"),
    ("f(x) ⟦[⟧0]", "a space before the bracket of an index", "`…[0]`"),
    ("x²⟦'⟧", "nothing is applied to a superscript", "`(x²)'`"),
    ("⟦x²^⟧3", "a superscript and `^` have two readings", "`(x²)^…` or `x^(…)`"),
    ("x⟦² y⟧", "an operator is missing", "`x² * y`"),
    ("x²⟦ᵀ⟧", "nothing is applied to a superscript", "`(x²)ᵀ`"),
    ("f(⟦a b⟧)", "an operator is missing", "`a * b` or `a @ b`"),
    ("[⟦a b⟧]", "missing comma", "`a, b`"),
    ("[⟦1 2⟧; 3 4]", "a matrix is a list of its rows, with commas", "`[[1, 2], [3, 4]]`"),
    ("[⟦f (⟧x)]", "missing comma", "`f, (x)`"),
    ("(a → b) + ⟦c⟧ → d", "a function as an operand needs parentheses", "`(c -> …)`"),
    ("(x, ⟦x⟧) -> 1", "the parameter `x` twice", nil),
    ("(a, ⟦a⟧) = t", "the name `a` twice", nil),
    ("{a: ⟦1 b⟧: 2}", "a space in a product without `*`", "`1b` or `1 * b`"),
    ("for (a, ⟦a⟧) in xs { }", "the name `a` twice", nil),
    ("for x in xs ⟦print⟧(x)", "the body of `for` stands in braces", "`for x in xs { print(x) }`"),
    ("if ⟦{⟧ 1 }", "an expression is missing before the body", nil),
    ("while ⟦{⟧ 1 }", "an expression is missing before the body", nil),
    ("⟦return⟧", "`return` outside of a function", nil),
    ("⟦continue⟧", "`continue` outside of a loop", nil),
    ("for x in xs { f = y -> { ⟦break⟧ } }", "`break` outside of a loop", nil),
    ("if a { ⟦return⟧ 3 }", "`return` outside of a function", nil),
    (
      "{ x = 3 }⟦.⟧y", "nothing is applied to a block or an `if` without parentheses", "`({ … }).y`"
    ),
    ("{ f }⟦(⟧3)", "nothing is applied to a block or an `if` without parentheses", "`({ … })(3)`"),
    (
      "if a { 1 }⟦(⟧2)", "nothing is applied to a block or an `if` without parentheses",
      "`({ … })(2)`"
    ),
    ("x⟦.⟧", "a name is missing behind `.`", nil),
    ("⟦x ‖⟧y‖", "an operator is missing", "`x * ‖…‖`"),
    ("⟦∇3⟧", "`∇` stands before a function", "`∇f`, `∇r.f`, `∇(f ∘ g)`"),
    ("⟦∇√⟧x", "`∇` stands before a function", "`∇f`, `∇r.f`, `∇(f ∘ g)`"),
    ("⟦√(x)²⟧", "a power under or over the root has two readings", "`√((x)²)` or `(√(x))²`"),
    ("⟦√x(y)^⟧2", "a power under or over the root has two readings", "`√(x(y)^2)` or `(√x(y))^2`"),
    ("2⟦√3x⟧", "a product under or behind the root has two readings", "`√(3x)` or `√3 * x`"),
    ("⟦√+⟧x", "`√` and a sign have two readings", "`√(+x)`"),
    ("⟦x^2(y)⟧", "an exponent before a name has two readings", "`x^(2(y))` or `x^2 * (y)`"),
    ("⟦2^3x⟧", "an exponent before a name has two readings", "`2^(3x)` or `2^3 * x`"),
    ("⟦x^-2y⟧", "an exponent before a name has two readings", "`x^(-2y)` or `x^-2 * y`"),
    ("⟦1 % 2x⟧", "`%` before a product without `*` has two readings", "`1%(2x)` or `1%2 * x`"),
    (
      "⟦a/2(x+1)⟧", "`/` before a product without `*` has two readings",
      "`a/(2(x+1))` or `a/2 * (x+1)`"
    ),
    ("⟦a/2√x⟧", "`/` before a product without `*` has two readings", "`a/(2√x)` or `a/2 * √x`"),
    ("⟦1/-2x⟧", "`/` before a product without `*` has two readings", "`1/(-2x)` or `1/-2 * x`"),
    ("2⟦x y⟧", "an operator is missing", "`x * y` or `x @ y`"),
    ("⟦2 sin⟧(x)", "a space in a product without `*`", "`2sin(x)` or `2 * sin(x)`"),
    ("⟦2[⟧0]", "an operator is missing", "`2 * [0]`"),
    ("2(x)⟦[⟧0]", "a product without `*` is not called or indexed", "`(x) * [0]`"),
    (#"⟦2"⟧a""#, "an operator or a comma is missing", #"`"{a}{b}"` puts texts together"#),
    (#""a⟦" "⟧b""#, "an operator or a comma is missing", #"`"{a}{b}"` puts texts together"#),
    (#""a⟦"x⟧"#, "an operator or a comma is missing", #"`"{a}{b}"` puts texts together"#),
    ("(a⟦)b⟧", "an operator is missing", "`… * b`"),
    ("3⟦²x⟧", "an operator is missing", "`…² * x`"),
    ("⟦x₁ x₂⟧", "an operator is missing", "`x₁ * x₂` or `x₁ @ x₂`"),
    ("x ⟦²⟧", "a superscript stands directly behind its base", nil),
    ("A ⟦ᵀ⟧", "`ᵀ` stands directly behind its operand", nil),
    ("2⟦'⟧", "primes stand after names, fields and parentheses", nil),
    ("x[0]⟦'⟧", "primes stand after names, fields and parentheses", nil),
    (#""{⟦x y⟧}""#, "an operator is missing", "`x * y` or `x @ y`"),
    ("⟦a b⟧", "an operator is missing", "`a * b` or `a @ b`"),
    ("⟦f²⟧(x)", "nothing is called behind a superscript", "`f(x)^2` or `f² * (x)`"),
    ("⟦sin^2(x)⟧", "an exponent before a name has two readings", "`sin(x)^2`"),
    ("⟦log^2x⟧", "an exponent before a name has two readings", "`log^(2x)` or `log^2 * x`"),
    ("a ⟦not⟧ b", "`not` stands before one operand", "`a != b`, `a and not b`"),
    ("f ∘ ⟦(⟧x) -> x", "a function as an operand needs parentheses", "`((x) -> …)`"),
    ("√x ⟦->⟧ x", "a function as an operand needs parentheses", "`(x -> …)`"),
    ("xs |> ⟦x⟧ -> x", "a function as an operand needs parentheses", "`(x -> …)`"),
    ("⟦?⟧", "`?` stands before a name", "`?sin`"),
    ("f ⟦(⟧x) = 3", "a space before the parenthesis of a function", "`f(…) = …`"),
    ("f(x, ⟦x⟧) = 1", "the parameter `x` twice", nil),
    ("g(a=1, ⟦a⟧=2)", "the argument `a` twice", nil),
    ("{a: 1, ⟦a⟧: 2}", "the field `a` twice", nil),
    (
      "x -> ⟦{}⟧", "`{}` as the body of a function has two readings",
      "`({})` for an empty record, `none` for nothing"
    ),
    ("a ⟦not⟧ in b", "`not` stands before one operand", "`a != b`, `a and not b`"),
    ("⟦xs print⟧(x)", "an operator is missing", "`xs * print(x)` or `xs @ print(x)`"),
    ("f(x⟦) y⟧", "an operator is missing", "`… * y`"),
    ("f⟦'y⟧", "an operator is missing", "`f' * y`"),
    ("x⟦²y⟧", "an operator is missing", "`x² * y`"),
    ("if (a) ⟦b⟧", "the body of `if` stands in braces", "`if (a) { b }`"),
  ].map(Mistake.init)

  @Test(arguments: cases)
  private func mistakeIsExplainedAtItsPlace(_ mistake: Mistake) {
    #expect(firstMistake(in: mistake.text) == mistake)
  }
}
