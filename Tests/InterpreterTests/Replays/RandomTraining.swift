import TensorCore

/// A program that trains by hand: a loop whose passes take gradients, set parameters and keep what a person would keep,
/// and cells that look at what it left behind.
struct RandomTraining {
  private(set) var cells: [String] = []
  private var random: RandomStream
  /// Whether the loop stands in a function, where its names are locals.
  private let isLocal: Bool

  init(seed: UInt64) {
    random = RandomStream(seed: seed)
    isLocal = seed % 2 == 0
    cells.append(setup())
    let loop = loop()
    if isLocal {
      cells.append(
        """
        fit(rate, r) = {
          \(indented(state))
          \(indented(loop))
          (L, z, v, s, losses, total, best, (prev, mean, late, g))
        }
        """
      )
      cells.append("(L, z, v, s, losses, total, best, (prev, mean, late, g)) = fit(0.1, r)")
      cells.append("print(json(fit(0.05, r)[3]))")
    } else {
      cells.append("rate = 0.1\n" + state)
      cells.append(loop)
      cells.append("rate = 0.05\n" + loop)
    }
    cells.append("print(json((w, b, m.W)), json(r.t))\nprint(losses, json((value(total), best)))")
    for look in looks() { cells.append(look) }
  }

  // MARK: - Draws

  private mutating func draw(_ count: Int) -> Int {
    Int(((try? random.uniform(count: 1)[0]) ?? 0) * Double(count))
  }

  private mutating func pick(_ choices: [String]) -> String { choices[draw(choices.count)] }

  // MARK: - The parts of a program

  private func indented(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: "\n  ")
  }

  private mutating func setup() -> String {
    """
    seed(\(draw(50)))
    X = randn(6, 3); Y = randn(6); c = 0.25
    w = param([0.5, -1, 0.25]); b = param(0.1); m = dense(3, 1, activation=tanh)
    r = {t: param([1, 2]), n: 0}
    f(p) = mean((X @ p - Y)^2) + 0.1 * b^2
    """
  }

  private let state = """
    losses = []; total = 0; v = zeros(3); s = zeros(3); best = inf; prev = none; mean = zeros(3)
    late = none; g = none
    """

  private mutating func loop() -> String {
    let head = pick([
      "for i in 0..<9", "for (xb, yb) in batches(X, Y, 2)", "for (xb, yb) in batches(X, Y, 4)",
      "for i in progress(0..<7)", "while i < 8",
    ])
    let isBatched = head.contains("xb")
    let (x, y) = isBatched ? ("xb", "yb") : ("X", "Y")
    var lines: [String] = []
    if head.hasPrefix("while") { lines.append("i += 1") }
    if draw(3) == 0 { lines.append("noise = 0.01 * randn(3)") }
    let shift = lines.last?.hasPrefix("noise") == true ? " + noise" : ""
    lines.append(
      "z = \(pick(["tanh(\(x) @ (w\(shift)) + b)", "\(x) @ (w\(shift)) + b", "m(\(x))[:, 0] + b * sum(w\(shift))"]))"
    )
    let loss = pick([
      "mse(z, \(y))", "sum((z - \(y))^2) + c * sum(w^2)",
      "mean(log(1 + (z - \(y))^2)) + sum(m.W^2)",
      "mse(z, \(y)) + 0.01 * sum(r.t^2)",
    ])
    lines.append("L = \(loss)")
    for _ in 0..<draw(4) { lines.append(keep()) }
    lines += step()
    for _ in 0..<draw(3) { lines.append(keep()) }
    if !isBatched, draw(3) == 0 { lines.append("if i % 3 == 1 { print(\"{i}: {L:.6f}\") }") }
    if draw(3) == 0 { lines.append("late = sum((X @ w)^2)") }
    let loop = "\(head) {\n  \(lines.joined(separator: "\n  "))\n}"
    let start = head.hasPrefix("while") ? "i = 0\n" : ""
    return draw(4) == 0 ? "\(start)for epoch in 0..<3 {\n\(loop)\n}" : start + loop
  }

  /// What is kept of a pass, or decides how it goes on.
  private mutating func keep() -> String {
    pick([
      "losses = append(losses, value(L))", "losses = append(losses, value(L))",
      "total = total + L", "total += value(L)", "prev = L",
      "d = if prev == none { 0 } else { L - prev }",
      "mean = 0.9 * mean + 0.1 * w", "rate = 0.97 * rate", "if L < 0.05 { break }",
      "if value(L) < best { best = value(L) }", "best = minimum(best, value(L))",
      "if best < 0.3 { continue }", "q = [value(L), best]", "total = total + sum(mean) * L",
      "losses = append(losses, best)", "r.n += 1", "k = z * 2",
    ])
  }

  /// Gradients, and what is done with them.
  private mutating func step() -> [String] {
    switch draw(6) {
    case 0:
      return ["g = grad(L)", "w -= rate * g.w", "b -= rate * g.b"]
    case 1:
      return [
        "u = grad(L, w)", "v = 0.9 * v + u", "s = 0.99 * s + 0.01 * u^2",
        "w -= rate * v / (sqrt(s) + 0.1)", "b := b - rate * grad(L, b)",
      ]
    case 2:
      return ["w -= rate * grad(L, w); b -= rate * grad(L, b)", "w[1] := 0.5 * w[1]"]
    case 3:
      return [
        "g = grad(L, (w, m))", "w := w - rate * g[0]", "m.W -= rate * g[1].W",
        "m.b -= rate * g[1].b",
      ]
    case 4:
      return [
        "(h, u) = value_and_grad(f)(value(w))", "w -= rate * u",
        "r.t -= rate * grad(L + sum(r.t^2), r.t)",
      ]
    default:
      return ["for p in (w, b) { p := p - rate * grad(L, p) }", "g = grad(L, w)"]
    }
  }

  /// What a person asks afterwards.
  private mutating func looks() -> [String] {
    let all = [
      "grad(L, w)", "json(grad(L))", "json(grad(sum(z^2) + L, w))", "grad(L, z)",
      "json(grad(sum(v^2), w))", "json(hessian(L, w))", "print(explain(L))", "print(graph(L))",
      "grad(late, w)", "json(grad(total, b))", "grad(prev, w)", "grad(mse(m(X)[:, 0], Y), m)",
      "grad(L, prev)", "json(mean)", "grad(sum(mean), w)", "g", "prev",
    ]
    return (0..<4).map { _ in pick(all) }
  }
}
