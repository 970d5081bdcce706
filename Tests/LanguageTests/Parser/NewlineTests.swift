import Testing

/// Where a newline ends a statement and where it does not.
struct NewlineTests {
  @Test(arguments: [
    ("a\nb", "a\nb"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("(a\n+ b)", "(+ a b)"),
    ("[a\n,\nb]", "[a b]"),
    ("f(\n  a,\n  b\n)", "(call f a b)"),
    ("(\n-x)", "(- x)"),
    ("a +\n\n# comment\nb", "(+ a b)"),
    ("a ==\nb", "(a == b)"),
    ("x =\n3", "(= x 3)"),
    ("x :=\n3", "(:= x 3)"),
    ("x +=\n3", "(+= x 3)"),
    ("x ->\nx", "(-> (x) x)"),
    ("not\na", "(not a)"),
    ("a and\nb or\nc", "(or (and a b) c)"),
    ("x |>\nf", "(|> x f)"),
    ("x\n|> f\n|> g", "(|> (|> x f) g)"),
    ("x\n  .name\n  .T", "(T (. x name))"),
    ("x^\n2", "(^ x 2)"),
    ("a\n-b", "a\n(- b)"),
    ("{\n    -b\n}", "{(- b)}"),
    ("{\n  a\n  -b\n}", "{a (- b)}"),
    ("f\n(x)", "f\nx"),
    ("x\n[0]", "x\n[0]"),
    ("a\n√b", "a\n(sqrt b)"),
    ("a\n.5", "a\n0.5"),
    ("f(x -> {\n  a\n  x\n})", "(call f (-> (x) {a x}))"),
    ("{a:\n1,\nb\n:\n2}", "{a: 1, b: 2}"),
  ])
  func innermostBracketDecides(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    "a\n+ b", "a\n* b", "a\n/ b", "a\n@ b", "a\n· b", "a\n== b", "a\nand b", "a\n∘ b", "a\n..< b",
    "a\n^ 2", "a\n= 3", "a\n:= 3", "f(x)\n= 3", "x\n-> x", "a\n% 3", "a\n  -b",
    "{\n  a\n    - b\n}",
  ])
  func lineThatBeginsWithAnOperatorIsRefused(_ text: String) {
    #expect(dump(text).hasPrefix("! end the previous line with the operator"))
  }
}
