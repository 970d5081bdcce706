import Language
import Testing

/// Statements, definitions and control flow with their trees.
struct StatementTests {
  @Test(arguments: [
    ("x = 3", "(= x 3)"),
    ("x = 3;", "(= x 3);"),
    ("x := 3", "(:= x 3)"),
    ("x += 1; y -= 2", "(+= x 1);\n(-= y 2)"),
    ("x *= 2\nx /= 3", "(*= x 2)\n(/= x 3)"),
    ("(q, r) = qr(A)", "(= (q r) (call qr A))"),
    ("(a, (b, c)) = t", "(= (a (b c)) t)"),
    ("(_, _, c) = t", "(= (_ _ c) t)"),
    ("x[i] = v", "(= x[i] v)"),
    ("r.a.W[0, :] += v", "(+= r.a.W[0 :] v)"),
    ("w[i] := v", "(:= w[i] v)"),
    (";;\n;", ""),
    ("", ""),
    ("# only a comment", ""),
    ("x # = 3", "x"),
  ])
  func assignmentsSetNamesPathsAndTuples(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("f(x) = x^2", "(define f (x) (^ x 2))"),
    ("f() = 1", "(define f () 1)"),
    ("f(x, n=2,) = x^n", "(define f (x n=2) (^ x n))"),
    ("f(x) = {\n  z = x^2\n  z + 1\n}", "(define f (x) {(= z (^ x 2)) (+ z 1)})"),
    ("f(x) = { z = x; return z }", "(define f (x) {(= z x); (return z)})"),
    ("f(x) =\n  x + 1", "(define f (x) (+ x 1))"),
    ("f(x) == 3", "((call f x) == 3)"),
    ("f(x) = y -> x + y", "(define f (x) (-> (y) (+ x y)))"),
    ("f(x) = {a: x}", "(define f (x) {a: x})"),
    ("f(x) = ({})", "(define f (x) {})"),
    ("f(r) = if r { 1 } else { 2 }", "(define f (r) (if r {1} {2}))"),
  ])
  func definitionsNameTheirParameters(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("if a { 1 }", "(if a {1})"),
    ("if a { 1 } else { 2 }", "(if a {1} {2})"),
    ("if a\n{\n1\n}\nelse\n{\n2\n}", "(if a {1} {2})"),
    ("if a { 1 } else if b { 2 } else { 3 }", "(if a {1} (if b {2} {3}))"),
    ("if a { 1 }\nelse if b { 2 }", "(if a {1} (if b {2}))"),
    ("for i in 0..<n { print(i) }", "(for i (..< 0 n) {(call print i)})"),
    ("for (k, v) in r { k }", "(for (k v) r {k})"),
    ("for x in\n  xs { break }", "(for x xs {(break)})"),
    ("while c { if d { continue } }", "(while c {(if d {(continue)})})"),
    ("for i in xs {}", "(for i xs {})"),
    ("if x == {a: 1}.a { 1 }", "! a record here needs parentheses"),
    ("if f({a: 1}) { 1 }", "(if (call f {a: 1}) {1})"),
    ("if any(map(x -> { x }, xs)) { 1 }", "(if (call any (call map (-> (x) {x}) xs)) {1})"),
    ("x = if a { 1 } else { 2 }", "(= x (if a {1} {2}))"),
    ("f(x) = { for i in x { return i } }", "(define f (x) {(for i x {(return i)})})"),
    ("f(x) = { return }", "(define f (x) {(return)})"),
  ])
  func controlFlowHasBracedBodies(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("(1,)", "(tuple 1)"), ("()", "(tuple)"), ("(1)", "1"), ("(1, 2,)", "(tuple 1 2)"),
    ("[]", "[]"), ("[1, 2,]", "[1 2]"), ("[[1, 2], [3, 4]]", "[[1 2] [3 4]]"),
    ("[1 - 2, 3-4, -5]", "[(- 1 2) (- 3 4) (- 5)]"),
    ("{}", "{}"), ("{w: [1, 2], b: 0,}", "{w: [1 2], b: 0}"),
    ("{\n  w: 1,\n\n  b: 2\n}", "{w: 1, b: 2}"),
    ("{ x }", "{x}"), ("{ x := 3 }", "{(:= x 3)}"), ("{ y = 1; y }", "{(= y 1); y}"),
    ("[i^2 for i in 0..<5 if i != 2]", "[(^ i 2) for i (..< 0 5) if (i != 2)]"),
    ("[a*b for a in x for (b, c) in y]", "[(* a b) for a x for (b c) y]"),
    ("true and false or none", "(or (and true false) none)"),
  ])
  func bracketsMakeTuplesListsRecordsAndBlocks(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test(arguments: [
    ("%time f(x)", "(%time \"f(x)\")"),
    ("%who", "(%who \"\")"),
    ("  %precision  3  \nx", "(%precision \"3\")\nx"),
    ("%run \"a (b", "(%run \"\"a (b\")"),
    ("x = 3; %who", "(= x 3);\n(%who \"\")"),
    ("x %y", "(% x y)"),
    ("(x\n%y)", "(% x y)"),
    ("x = 7 +\n%y", "! an expression should stand here, not `%`"),
    ("{\n%who\n}", "! `%who` is a command only where a statement outside of all braces begins\n{}"),
    ("?sin", "(help sin)"), ("sin?", "(help sin)"), ("?r.f", "(help r.f)"),
    ("?%time", "(help %time)"),
    ("?∇", "(help ∇)"), ("??f", "(help f)"), ("f??", "(help f)"),
  ])
  func commandsAndHelpBeginStatements(_ text: String, _ tree: String) {
    #expect(dump(text) == tree)
  }

  @Test func definitionKeepsTheCommentAboveIt() {
    let text = "x = 1\n\n# Squares.\n#   Twice\nf(x) = x^2 # not this\n"
    let (program, _) = parse(Source(name: "In[1]", text: text))
    guard case .definition(let function) = program.statements.last?.kind else {
      Issue.record("no definition")
      return
    }
    #expect(function.comment == "Squares.\n  Twice")
  }
}
