/// Directions that don't undo each other: each is the negative gradient with a part of the one before.
///
/// Polak and Ribière's factor, never negative; begins again with the gradient after as many steps as there are
/// elements, and where the mixture would not lead downhill.
///
/// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithm 5.4, equation 5.45.
public struct ConjugateGradient: DescentMethod {
  public init() {}

  public var signature: String { "conjugate_gradient()" }

  public func begin(on objective: Objective) -> any Descent { Run(objective: objective) }

  private struct Run: Descent {
    let objective: Objective
    private var direction: [Double] = []
    private var before: Iterate?
    private var length = 1.0
    private var sinceRestart = 0
    private(set) var expectedGain = Double.infinity

    init(objective: Objective) { self.objective = objective }

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    mutating func next(after current: Iterate, step: Int) throws -> Iterate? {
      let last = direction
      let isDescending = updateDirection(at: current)
      let slope = Vectors.dot(current.gradient, direction)
      guard slope < 0 else { return nil }
      var first = min(1, 1 / Vectors.norm(current.gradient))
      if let before, isDescending, !last.isEmpty {
        // The first change to be expected is that of the step before.
        first = length * Vectors.dot(before.gradient, last) / slope
        first = first.isFinite && first > 0 ? min(first, 1e3) : 1
      }
      expectedGain = -slope * first
      if let next = try search(from: current, first) { return next }
      guard sinceRestart > 0 else { return nil }
      direction = Vectors.scaled(current.gradient, -1)
      sinceRestart = 0
      return try search(from: current, min(1, 1 / Vectors.norm(current.gradient)))
    }

    private mutating func search(from current: Iterate, _ first: Double) throws -> Iterate? {
      var search = WolfeSearch(
        from: current,
        along: direction,
        curvature: 0.1,
        evaluate: objective.evaluation
      )
      guard let next = try search.point(firstLength: first) else { return nil }
      let norm = Vectors.norm(direction)
      length = Vectors.norm(Vectors.difference(next.x, current.x)) / norm
      before = current
      return next
    }

    /// Whether the new direction holds a part of the one before.
    private mutating func updateDirection(at current: Iterate) -> Bool {
      let downhill = Vectors.scaled(current.gradient, -1)
      guard let before, sinceRestart < max(2, current.x.count) else {
        direction = downhill
        sinceRestart = 0
        return false
      }
      let square = Vectors.dot(before.gradient, before.gradient)
      let overlap = Vectors.dot(current.gradient, before.gradient)
      let own = Vectors.dot(current.gradient, current.gradient)
      let factor = max(0, (own - overlap) / square)
      let mixed = Vectors.sum(downhill, factor, direction)
      guard factor.isFinite, Vectors.dot(mixed, current.gradient) < 0 else {
        direction = downhill
        sinceRestart = 0
        return false
      }
      direction = mixed
      sinceRestart += 1
      return true
    }
  }
}
