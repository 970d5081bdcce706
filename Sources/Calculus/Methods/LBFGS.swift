/// Steps by an approximate Newton direction, built from the last steps and the gradients' changes along them.
///
/// Line searches satisfy the strong Wolfe conditions; where one fails, the memory is dropped and the gradient itself
/// is tried.
///
/// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithms 7.4 and 7.5.
public struct LBFGS: DescentMethod {
  private let memory: Int

  public init(memory: Int) { self.memory = memory }

  public var signature: String { "lbfgs(memory=\(memory))" }

  public func begin(on objective: Objective) -> any Descent {
    Run(objective: objective, memory: memory)
  }

  private struct Run: Descent {
    let objective: Objective
    let memory: Int
    private var pairs: [(step: [Double], change: [Double], weight: Double)] = []
    private(set) var expectedGain = Double.infinity

    init(objective: Objective, memory: Int) {
      self.objective = objective
      self.memory = memory
    }

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    mutating func next(after current: Iterate, step: Int) throws -> Iterate? {
      if let next = try search(from: current) { return next }
      guard !pairs.isEmpty else { return nil }
      pairs = []
      return try search(from: current)
    }

    private mutating func search(from current: Iterate) throws -> Iterate? {
      let isFirst = pairs.isEmpty
      let direction = direction(at: current)
      if !isFirst { expectedGain = -Vectors.dot(direction, current.gradient) }
      let norm = Vectors.norm(current.gradient)
      guard norm > 0 else { return nil }
      var search = WolfeSearch(
        from: current,
        along: direction,
        evaluate: objective.evaluation
      )
      let length = isFirst ? min(1, 1 / norm) : 1
      guard let next = try search.point(firstLength: length) else { return nil }
      remember(from: current, to: next)
      return next
    }

    private mutating func remember(from current: Iterate, to next: Iterate) {
      let step = Vectors.difference(next.x, current.x)
      let change = Vectors.difference(next.gradient, current.gradient)
      let product = Vectors.dot(step, change)
      // Curvature that rounding has eaten would spoil the direction.
      guard product > 1e-14 * Vectors.norm(step) * Vectors.norm(change) else { return }
      pairs.append((step, change, 1 / product))
      if pairs.count > memory { pairs.removeFirst() }
    }

    /// The two loops of algorithm 7.4.
    private func direction(at current: Iterate) -> [Double] {
      var q = current.gradient
      var factors: [Double] = []
      for pair in pairs.reversed() {
        let factor = pair.weight * Vectors.dot(pair.step, q)
        q = Vectors.sum(q, -factor, pair.change)
        factors.append(factor)
      }
      if let last = pairs.last {
        q = Vectors.scaled(q, 1 / (last.weight * Vectors.dot(last.change, last.change)))
      }
      for (pair, factor) in zip(pairs, factors.reversed()) {
        let other = pair.weight * Vectors.dot(pair.change, q)
        q = Vectors.sum(q, factor - other, pair.step)
      }
      return Vectors.scaled(q, -1)
    }
  }
}
