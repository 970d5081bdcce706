import Interpreter
import Testing

/// Loops that train by hand, whose passes are to run from plans, beside the same loops without any.
@Suite struct LoopPassTests {
  private static let setup = """
    seed(1)
    X = randn(12, 3); Y = randn(12, 1)
    w = param([0.5, -1, 0.25]); b = param(0.1)
    m = sequential(dense(3, 4, activation=tanh), dropout(0.25), dense(4, 1))
    loss(m, x, y) = mse(m(x), y)
    """

  @Test(arguments: [
    (
      "values and their gradients",
      "for i in 0..<9 { L = sum((X @ w + b)^2); w -= 0.01 * grad(L, w); b -= 0.01 * grad(L, b) }",
      "(json((w, b)), L, json(grad(L)))"
    ),
    (
      "a model and a history of losses",
      """
      losses = []
      for i in 0..<9 {
        L = loss(m, X, Y); losses = append(losses, value(L)); g = grad(L, m)
        m.layer1.W -= 0.1 * g.layer1.W; m.layer3.b := m.layer3.b - 0.1 * g.layer3.b
      }
      """,
      "(json(m.params), losses, json(g), L)"
    ),
    (
      "mini-batches and momentum in a function",
      """
      fit(epochs) = {
        v = 0
        for epoch in 0..<epochs {
          for (x, y) in batches(X, Y, 5, shuffle=true) {
            L = mse(x @ w, y[:, 0]); v = 0.9v + grad(L, w); w -= 0.01v
          }
        }
        (L, v)
      }
      r = fit(4)
      """,
      "(json(w), r, json(grad(r[0], w)))"
    ),
    (
      "dropout, which draws in every pass",
      """
      for i in 0..<9 { L = mse(m(X, training=true), Y); m.layer3.W -= 0.1 * grad(L, m).layer3.W }
      """,
      "(json(m.params), rand())"
    ),
    (
      "averages of parameters, the best loss and a rate that falls",
      """
      mean = zeros(3); best = inf; rate = 0.1
      for i in 0..<9 {
        L = sum((X @ w - 1)^2) / 12; best = minimum(best, value(L)); rate *= 0.9
        w -= rate * grad(L, w); mean = 0.9 * mean + 0.1 * w
      }
      """,
      "(json((w, mean)), best, rate, json(grad(sum(mean * w), w)))"
    ),
    (
      "one branch or the other, and a line now and then",
      """
      for i in 0..<20 {
        L = sum((X @ w)^2)
        if i % 5 == 4 { print("{i} {L:.4f}") }
        w -= if i < 10 { 0.01 * grad(L, w) } else { 0.001 * grad(L, w) }
      }
      """,
      "json(w)"
    ),
    (
      "parameters one after the other, until it is enough",
      """
      i = 0
      while i < 40 {
        i += 1; L = sum((X @ w + b - 2)^2) / 12
        for p in (w, b) { p := p - 0.1 * grad(L, p) }
        if norm(grad(L, w)) < 1e-9 { break }
      }
      """,
      "(json((w, b)), i, L)"
    ),
    (
      "what a pass computes from parameters that it has set",
      """
      for i in 0..<9 { w -= 0.01 * grad(sum((X @ w)^2), w); z = X @ w; after = sum(z^2) }
      """,
      "(after, json(grad(after, w)), json(grad(after, z)))"
    ),
  ])
  func passesFromPlansAreLikeOrdinaryOnes(claim: String, loop: String, look: String) {
    #expect(plannedCalls(claim, loop, look) > 10, "\(claim)")
  }

  @Test(arguments: [
    (
      "a gradient through what the pass before computed from the same parameters",
      "q = 0\nfor i in 0..<9 { L = sum(w^2) + q; w -= 0.1 * grad(L, w); q = sum(w^3) }",
      "(json(w), L, json(grad(q, w)))"
    ),
    (
      "a gradient through what remembers older parameters",
      "v = w\nfor i in 0..<9 { g = grad(sum(v^2), w); v = w * 2; w -= 0.1 * g }",
      "(json((w, g)), json(grad(sum(v), w)))"
    ),
    (
      "a sum of losses that is differentiated",
      "s = 0\nfor i in 0..<9 { s = s + sum(w^2); g = grad(s, w); if i % 3 == 2 { w -= 0.1 * g; s = 0 } }",
      "(json((w, g)), s)"
    ),
    (
      "a pass that is left before it gives a name its value",
      "for i in 0..<9 { w -= 0.1 * grad(sum(w^2), w); if i > 6 { continue }; L = sum(w) }", "(i, L)"
    ),
    (
      "a test that calls a function which looks at what a pass computed",
      """
      L = 1; i = 0; seen(x) = if x < 30 { L } else { 0 }
      while (i |> seen) > 0.01 { L = sum(w^2); w -= 0.1 * grad(L, w); i += 1 }
      """,
      "(i, L)"
    ),
    (
      "a pass that is left with a word to say",
      """
      for i in 0..<9 {
        w -= 0.1 * grad(sum(w^2), w)
        if i == 8 { print("enough"); continue }
        L = sum(w)
      }
      """,
      "(i, L)"
    ),
    (
      "a list that something else takes the place of",
      """
      xs = []; for i in 0..<9 {
        L = sum(w^2); xs = append(xs, value(L)); w -= 0.1 * grad(L, w)
        if i == 6 { xs = 3 }
      }
      """,
      "(xs, json(w))"
    ),
    (
      "a function of the user's by the name of a builtin",
      """
      append(xs, x) = x; xs = []
      for i in 0..<9 { L = sum(w^2); xs = append(xs, value(L)); w -= 0.1 * grad(L, w) }
      """,
      "xs"
    ),
    (
      "what does not fit into a list",
      """
      xs = []
      for i in 0..<9 {
        L = sum(w^2); g = value(w); h = if i < 6 { value(L) } else { g }
        xs = append(xs, h); w -= 0.1 * grad(L, w)
      }
      """,
      "(xs, json(w))"
    ),
    (
      "a parameter that is set to nothing finite",
      "for i in 0..<30 { L = sum(exp(w^2)); w += 2 * grad(L, w) }", "(json(w), L)"
    ),
    (
      "a parameter of the wrong shape",
      "for i in 0..<9 { w := if i < 6 { w - grad(sum(w^2), w) } else { 1 } }",
      "json(w)"
    ),
    (
      "a function that looks at a name before the pass gives it a value",
      "seen() = L\nL = 1; for i in 0..<9 { s = seen(); L = sum(w^2); w -= 0.01 * grad(L, w) * s }",
      "(json(w), value(s))"
    ),
  ])
  func whatNoPlanKnowsIsAsEver(claim: String, loop: String, look: String) {
    _ = plannedCalls(claim, loop, look)
  }

  /// How many calls ran from plans, once both ways are seen to show the same.
  private func plannedCalls(_ claim: String, _ loop: String, _ look: String) -> Int {
    let (planned, traced) = (OutputRecorder(), OutputRecorder())
    let session = Session(output: planned)
    let reference = Session(output: traced)
    reference.context.runsPlans = false
    for cell in [Self.setup, loop, look, loop, look] {
      let seen = planned.run(cell, in: session, named: "In").seen
      #expect(seen == traced.run(cell, in: reference, named: "In").seen, "\(claim)")
    }
    return session.context.graph.plannedCallCount
  }
}
