import Testing

/// Mistakes in statements, brackets, functions and assignments.
struct StructureMistakeTests {
  /// The text with its mistake marked, the message and the hint.
  private static let cases: [Mistake] = [
    ("⟦∇∇⟧f", "`∇∇` is not written", "`hessian(f)` or `laplacian(f)`"),
    ("if x ⟦=⟧ 3 { 1 }", "`=` assigns", "equality is `==`"),
    ("a = b ⟦=⟧ 3", "one assignment sets one name", "two statements, or `==` to compare"),
    ("x = ⟦(⟧1 + 2\ny = 3", "`(` is never closed", nil),
    ("x = [1, 2⟦)⟧", "`[` is closed by `)`", nil),
    ("a +⟦⟧ ", "the text ends where an expression should stand", nil),
    ("x\n  ⟦+⟧ 3", "end the previous line with the operator", nil),
    ("x = 1\n  ⟦-⟧ 3", "end the previous line with the operator", nil),
    ("x\n⟦*⟧ 3", "end the previous line with the operator", nil),
    ("x = 3 ⟦y⟧ = 4", "two statements on one line", "`;` or a new line between them"),
    (
      "⟦f'(x)⟧ = 2x", "a derivative is not defined but taken",
      "`df(x) = …` under a name of its own, `check_grad(f, x, claim=df)` compares"
    ),
    ("⟦(a, b)⟧ += 3", "`+=` sets one name", "`=` takes a tuple apart"),
    ("not_a_fn⟦(⟧x = 3", "`(` is never closed", nil),
    ("⟦{⟧ a: 1", "`{` is never closed", nil),
    ("a⟦,⟧ b = 1, 2", "a tuple stands in parentheses", "`(a, b) = (1, 2)`"),
    ("for ⟦i, x⟧ in xs { }", "several names need parentheses", "`for (i, x) in …`"),
    ("a ⟦?⟧ b : c", "there is no `? :`", "`if c { a } else { b }`"),
    ("x[⟦...⟧]", "`...` is no index", "all of an axis is `:`"),
    (
      "sum(i ⟦for⟧ i in xs)", "a comprehension stands alone in square brackets",
      "`[f(x) for x in rows]`"
    ),
    (#"{"a"⟦:⟧ 1}"#, "a field's name stands without quotes", "`{name: value}`"),
    ("⟦∇_x⟧ f", "`∇` has no subscript", #"`grad(f, "x")`"#),
    ("f(x) = y ⟦=⟧ 3", "`=` in the body of a function needs braces", "`f(…) = { … }`"),
    ("x = y ⟦:=⟧ 3", "one assignment sets one name", "two statements"),
    ("⟦else⟧ { 3 }", "`else` without its `if`", "`if c { … } else { … }`"),
    ("for x in ⟦{⟧a: 1} { }", "a record here needs parentheses", "`({name: value})`"),
    ("1⟦,⟧ 2", "a tuple stands in parentheses", "`(a, b)`"),
    ("f(a⟦;⟧ b)", "`,` or `)` should stand here, not `;`", nil),
    ("(a ⟦=⟧ 3)", "an assignment is a statement of its own", "equality is `==`"),
    ("f(a ⟦:=⟧ 3)", "an assignment is a statement of its own", nil),
    ("f(⟦,⟧ 1)", "an expression should stand here, not `,`", nil),
    ("f(a,⟦,⟧ b)", "an expression should stand here, not `,`", nil),
    ("f(⟦*⟧a)", "arguments cannot be spread", "write them one by one"),
    ("⟦[⟧1, 2", "`[` is never closed", nil),
    ("f(1, 2⟦]⟧", "`(` is closed by `]`", nil),
    ("(1, ⟦[⟧2, 3)", "`[` is never closed", nil),
    ("f(x)⟦]⟧", "`]` closes nothing", nil),
    ("⟦}⟧", "`}` closes nothing", nil),
    (
      "f(⟦2⟧) = 3", "a parameter is `name` or `name=default`",
      "an element is set with `f[…] = …`, a function is defined by `f(t) = …`"
    ),
    ("f(x⟦:⟧ int) = 3", "parameters have no types", "`x`"),
    (
      "f(⟦(⟧a, b)) = 3", "a parameter is `name` or `name=default`",
      "take a tuple apart in the body: `(a, b) = p`"
    ),
    (
      "f(x=1, ⟦y⟧) = 3", "a parameter without a default behind one that has one",
      "put it before them"
    ),
    ("⟦3⟧ = x", "nothing can be assigned to `3`", "the name stands on the left: `x = 3`"),
    ("⟦true⟧ = 3", "nothing can be assigned to `true`", nil),
    (
      "⟦x + 1⟧ = 3", "only names, their parts and tuples of names can be assigned to",
      "equality is `==`"
    ),
    ("⟦[a, b]⟧ = c", "a list of names cannot be assigned to", "`(a, b) = …`"),
    ("⟦x.T⟧ = 3", "a transpose cannot be assigned to", nil),
    (
      "(a, ⟦b[0]⟧) = t", "taking apart gives names, not parts of values",
      "names first, then assign the parts"
    ),
    ("⟦()⟧ = t", "an empty tuple binds nothing", nil),
    ("⟦f(x)⟧.y = 3", "only a name and its parts can be assigned to", "give it a name first"),
    ("⟦x == 3⟧ = y", "a comparison cannot be assigned to", "set the name first, compare then"),
    ("⟦in⟧ = 3", "`in` is a keyword and no name", nil),
    ("r.⟦if⟧", "`if` is a keyword and no field", nil),
    ("{⟦in⟧: 3}", "`in` belongs to `for`", "`any(xs == x)` finds a member"),
    ("{a = 1⟦,⟧ b: 2}", "a field is written `name: value`", "`{a: …}`"),
    ("{a: 1⟦;⟧ b: 2}", "fields stand between commas", "`{a: 1, b: 2}`"),
    ("{a: 1, b⟦}⟧", "`:` should stand here, not `}`", nil),
    ("{1⟦:⟧ 2}", "a field is named by a word", "`{name: value}`"),
    ("for ⟦3⟧ in xs { }", "a name should stand here, not `3`", nil),
    ("for x ⟦{⟧ }", "`in` should stand here, not `{`", nil),
    ("for x ⟦=⟧ 1 { }", "a loop is written `for x in rows`", "`for i in 1...10 { … }`"),
    (
      "x = ⟦for⟧ i in xs { i }", "`for` is a statement and has no value",
      "`[f(x) for x in xs]` makes a list"
    ),
    ("⟦x.3⟧", "a field is a name", "`x[3]` is a member"),
    ("a..<b⟦..<⟧c", "a range has two ends", "steps are `arange(start, stop, step)`"),
    ("a ..<⟦⟧", "the text ends where an expression should stand", nil),
    ("a <⟦⟧", "the text ends where an expression should stand", nil),
    ("a and⟦⟧", "the text ends where an expression should stand", nil),
    ("x ->⟦⟧", "the text ends where an expression should stand", nil),
    ("x =⟦⟧ ", "the text ends where an expression should stand", nil),
    ("f(x) =⟦⟧", "the text ends where an expression should stand", nil),
    ("if a⟦⟧", "the text ends where `{` should stand", nil),
    ("if a { 1 } else⟦⟧", "the text ends where `{` should stand", nil),
    ("for⟦⟧", "the text ends where a name should stand", nil),
    ("for x in⟦⟧", "the text ends where an expression should stand", nil),
    ("while⟦⟧", "the text ends where an expression should stand", nil),
    ("√⟦⟧", "the text ends where an expression should stand", nil),
    ("∇⟦⟧", "the text ends where a function behind `∇` should stand", nil),
    ("‖x⟦⟧", "the text ends where `‖` should stand", nil),
    ("‖x + 1‖ + ‖y⟦⟧", "the text ends where `‖` should stand", nil),
    ("‖x‖⟦'⟧", "the end of the statement should stand here, not `'`", nil),
    ("1...2⟦...⟧3", "a range has two ends", "steps are `arange(start, stop, step)`"),
    (#""{x ⟦=⟧ 3}""#, "an assignment is a statement of its own", "equality is `==`"),
    (#""{⟦(⟧x}""#, "`(` is never closed", nil),
    ("x[1:2:3⟦:⟧4]", "a slice has at most three parts", "`start:stop:step`"),
    ("x[1,⟦,⟧2]", "an expression should stand here, not `,`", nil),
    ("a⟦:⟧b", "a value is given to a name with `=`", "`a = …`"),
    (
      "x = 1⟦:⟧5", "`:` stands in slices and records",
      "`1...5` is a range with its last number, `1..<5` without"
    ),
    ("A(⟦:⟧, 1)", "an index stands in square brackets", "`A[:, 1]`, counted from 0"),
    ("f(x⟦:⟧ 3)", "an argument is named with `=`", "`x=…`"),
    ("r = (x⟦:⟧ 3)", "a record stands in braces", "`{x: …}`"),
    ("a⟦,⟧ b = 1, 2", "a tuple stands in parentheses", "`(a, b) = (1, 2)`"),
    ("a⟦,⟧ b = qr(A, 1)", "a tuple stands in parentheses", "`(a, b) = qr(A, 1)`"),
    (
      "x = 10⟦,⟧5", "a comma separates, and is no decimal point",
      "`10.5`, or the tuple `(10, 5)`"
    ),
    (
      "x = ⟦1 000⟧", "the digits of a number are not separated by spaces",
      "`1_000`, or an operator between two numbers"
    ),
    ("f(x) ⟦->⟧ x^2", "a function with a name is defined with `=`", "`f(x) = …`"),
    ("⟦f x⟧ = x^2", "the parameters of a function stand in parentheses", "`f(x) = …`"),
    ("if c { 1 }; ⟦else⟧ { 2 }", "no `;` stands before `else`", "`if c { … } else { … }`"),
    ("⟦else⟧ { 1 }", "`else` without its `if`", "`if c { … } else { … }`"),
    ("x = a ⟦if⟧ b else c", "a choice begins with `if`", "`if c { a } else { b }`"),
    ("x ⟦in⟧ xs", "`in` belongs to `for`", "`any(xs == x)` finds a member"),
    ("⟦@⟧f", "`@` stands between two operands", nil),
    ("a = b ⟦+=⟧ 3", "one assignment sets one name", "two statements"),
    (
      "⟦f'(x)⟧ = 3", "a derivative is not defined but taken",
      "`df(x) = …` under a name of its own, `check_grad(f, x, claim=df)` compares"
    ),
    ("g(a=1, ⟦2⟧)", "a positional argument behind a named one", "put it before them"),
    (
      "sum(x ⟦for⟧ x in xs)", "a comprehension stands alone in square brackets",
      "`[f(x) for x in rows]`"
    ),
    ("[x for x in xs⟦,⟧ y]", "`for`, `if` or `]` should stand here, not `,`", nil),
    (
      "[1, x ⟦for⟧ x in xs]", "a comprehension stands alone in square brackets",
      "`[f(x) for x in rows]`"
    ),
    ("[x for x ⟦xs⟧]", "`in` should stand here, not `xs`", nil),
    ("x = 1\n    ⟦+⟧ 2", "end the previous line with the operator", nil),
  ].map(Mistake.init)

  @Test(arguments: cases)
  private func mistakeIsExplainedAtItsPlace(_ mistake: Mistake) {
    #expect(firstMistake(in: mistake.text) == mistake)
  }
}
