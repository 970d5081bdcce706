import Interpreter
import Language
import TensorCore
import Testing

/// Nothing a cell does ends the session, and what was assigned before is still there.
@Suite struct HostileInputTests {
  @Test(
    arguments: [
      "f(n) = f(n + 1)\nf(0)",
      "f(n) = 1 + (2 * (3 + (4 * f(n + 1))))\nf(0)",
      "f(n) = { for i in 0..<2 { while true { if true { y = f(n) } } } }\nf(0)",
      "f(n) = map(x -> f(x), [n])\nf(0)",
      "f(n) = [f(n) for i in 0..<1]\nf(0)",
      "f(n) = { g() = f(n); g() }\nf(0)",
      "f(n, m=f(n)) = m\nf(0)",
      "f(x) = grad(f)(x)\nf(1)",
      "f(x) = hessian(f)(x)\nf(1)",
      "f(x) = numeric_grad(f)(x)\nf(1)",
      "f(x) = explain(f, x)\nf(1)",
      "f(x) = x |> f\nf(1)",
      "f(x) = {a: (f(x), [f(x)])}\nf(1)",
      "f(x) = fold((a, b) -> f(a), x, (1, 2))\nf(1)",
      "f(x) = (f ∘ f)(x)\nf(1)",
      "f(x) = f'(x)\nf(1)",
      "g(x) = f(x)\nf(x) = [x, 1][g(x)]\nf(1)",
      "f(n) = f(n=n)\nf(0)",
      "f = x -> x; for i in 0..<100000 { f = f ∘ sin }",
      "t = (); for i in 0..<100000 { t = (t,) }",
      "t = {a: 1}; for i in 0..<100000 { t = {a: t} }",
      "h(x) = { y = x; () -> y }; t = 0; for i in 0..<100000 { t = h(t) }",
    ]
  )
  func endlessNestingIsARecursionError(_ code: String) {
    #expect(kind(of: code) == .recursion)
  }

  @Test(
    arguments: [
      ("zeros(1000000, 1000000, 100)", DiagnosticKind.memory),
      ("(0..<1000000000000) + 1", .memory),
      ("[1, 2][1e300]", .index), ("[1, 2][nan]", .index), ("0..<inf", .value),
      ("(1, 2)[9007199254740992]", .index), ("zeros(-1)", .value), ("zeros(1e30)", .value),
      ("arange(0, inf)", .value), ("linspace(0, 1, -1)", .value), ("randint(5, 1)", .value),
      ("iterate(sin, 0, -1)", .value), ("\"a\" / 2", .type), ("[1][::0]", .value),
      ("sum([1, 2], axis=9)", .index), ("{}.x", .name), ("none + 1", .type),
      ("x[0][0][0] = 1", .index), ("print(1)(2)", .type), ("%precision 1e99", .value),
      ("?nothing", .name), ("%nothing", .name), (String(repeating: "(", count: 20_000), .syntax),
      ("\"\0\" + 1", .syntax), ("break", .syntax), ("seed(-1)", .value),
      ("choice([])", .value), ("reshape([1, 2], 3)", .shape), ("full((1e9, 1e9, 1e9), 0)", .memory),
    ]
  )
  func hasItsKindOfError(_ code: String, _ expected: DiagnosticKind) {
    #expect(kind(of: code) == expected)
  }

  @Test(arguments: ["", " \n\t", "# only a comment", ";;;", "\u{FEFF}", "%reset"])
  func emptyCellsDoNothing(_ code: String) {
    let recorder = OutputRecorder()
    let outcome = recorder.run(code, in: Session(output: recorder))
    #expect(outcome.result.display == nil)
    #expect(outcome.result.diagnostics.isEmpty)
  }

  /// Runs a cell in a session with names, and checks that they survive it.
  private func kind(of code: String) -> DiagnosticKind? {
    let recorder = OutputRecorder()
    let session = Session(output: recorder)
    _ = recorder.run("x = [1, 2]; keep = 42", in: session)
    let outcome = recorder.run(code, in: session)
    #expect(recorder.run("keep", in: session).result.display?.plainText == "42")
    #expect(outcome.result.diagnostics.allSatisfy { $0.location != nil })
    return outcome.result.diagnostics.first?.kind
  }
}
