import Language
import Testing

struct SourcePrinterTests {
  private func printed(_ text: String) -> String {
    let (program, diagnostics) = parse(Source(name: "In[1]", text: text))
    #expect(diagnostics.isEmpty, "\(text)")
    return program.statements.map { SourcePrinter.text($0) }.joined(separator: "\n")
  }

  @Test(arguments: [
    ("3x^2+8x-5", "3x^2 + 8x - 5"), ("2(x+1)", "2 * (x + 1)"), ("2*x", "2 * x"), ("2e^x", "2e^x"),
    ("2(e+1)", "2 * (e + 1)"), ("0*x", "0 * x"),
    ("(a+b)*c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"), ("a-b-c", "a - b - c"),
    ("(a^b)^c", "(a^b)^c"), ("a^b^c", "a^b^c"), ("2^-x^2", "2^-x^2"), ("(-x)^2", "(-x)^2"),
    ("x²", "x^2"), ("√(x^2)", "√(x^2)"), ("(√x)^2", "(√x)^2"), ("2√c", "2√c"),
    ("1/(2x)", "1 / (2x)"),
    ("∇f(x)[0]", "∇f(x)[0]"), ("∇(f∘g)(x)", "∇(f ∘ g)(x)"), ("(f')'(x)", "(f')'(x)"),
    ("r.f''(x)", "r.f''(x)"),
    ("x.T@y", "xᵀ @ y"), ("‖x-y‖^2", "(‖x - y‖)^2"), ("not (a and b)", "not (a and b)"),
    ("0<x<=1", "0 < x <= 1"),
    ("(a<b)==c", "(a < b) == c"), ("x |> (y -> y) |> f", "x |> (y -> y) |> f"), ("(1,)", "(1,)"),
    ("{a:1,b:{}}", "{a: 1, b: {}}"), ("f(x,n=2)={z=x;return z}", "f(x, n=2) = { z = x; return z }"),
    ("f(x) = ({})", "f(x) = ({})"),
    ("if ({a: c}).a {1} else {2}", "if ({a: c}.a) { 1 } else { 2 }"),
    ("\"a\\n{x:*>8.3f}\\{\"", "\"a{\"\\n\"}{x:*>8.3f}\\{\""), ("x[::2, 1:, i]", "x[::2, 1:, i]"),
    ("[i^2 for i in 0..<5 if i != 2]", "[i^2 for i in 0..<5 if i != 2]"),
    ("({ x })(3)", "({ x })(3)"),
    ("for (k, v) in r { break }", "for (k, v) in r { break }"), ("1e-3 + 1e22", "0.001 + 1e+22"),
  ])
  func treeIsWrittenInTheLanguage(_ text: String, _ expected: String) {
    #expect(printed(text) == expected)
    // Escapes of text become interpolations, so only the rest comes back as the same tree.
    if !text.contains("\\") { #expect(dump(printed(text)) == dump(text)) }
  }

  @Test func signatureShowsDefaults() {
    let (program, _) = parse(Source(name: "In[1]", text: "f(x, n=2, g=y -> y) = x"))
    guard case .definition(let function) = program.statements.first?.kind else { return }
    #expect(SourcePrinter.text(function.signature) == "(x, n=2, g=y -> y)")
  }
}
