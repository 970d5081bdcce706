/// Steps to where the quadratic that fits value, gradient and curvature would be lowest.
///
/// An indefinite Hessian is made positive definite by turning its negative eigenvalues around, so that a step leads
/// away from a saddle and not towards it; eigenvalues near 0 count as 10⁻¹² of the largest. A step that leads uphill is
/// halved until it does not; where none is left, the gradient itself is tried. A run that meets a maximum or a saddle
/// goes on from it, along the direction that curves down most.
///
/// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithm 3.2 and section 3.4.
public struct Newton: DescentMethod {
  private let length: Double
  private let damping: Double

  /// `length` is the part of a step that is tried first, `damping` is added to the Hessian's diagonal.
  public init(length: Double, damping: Double) {
    self.length = length
    self.damping = damping
  }

  public var signature: String {
    "newton(lr=\(NumberSpelling.text(length)), damping=\(NumberSpelling.text(damping)))"
  }

  public func begin(on objective: Objective) -> any Descent {
    Run(objective: objective, length: length, damping: damping)
  }

  private struct Run: Descent {
    let objective: Objective
    let length: Double
    let damping: Double
    private(set) var expectedGain = Double.infinity

    init(objective: Objective, length: Double, damping: Double) {
      self.objective = objective
      self.length = length
      self.damping = damping
    }

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    mutating func next(after current: Iterate, step: Int) throws -> Iterate? {
      let hessian = try objective.hessian(at: current.x)
      let downhill = Vectors.scaled(current.gradient, -1)
      guard hessian.isFinite else { return try search(from: current, along: downhill) }
      let factors = try SpectralFactors(hessian.shifted(by: damping))
      let direction = factors.positiveSolution(downhill)
      expectedGain = Vectors.dot(direction, downhill)
      return try search(from: current, along: direction) ?? search(from: current, along: downhill)
    }

    private func search(from current: Iterate, along direction: [Double]) throws -> Iterate? {
      try BacktrackingSearch.point(
        from: current,
        along: direction,
        firstLength: length,
        evaluate: objective.evaluation
      )
    }

    func lowerPoint(beside current: Iterate) throws -> Iterate? {
      try objective.lowerPoint(beside: current)
    }
  }
}

extension Objective {
  /// A lower point beside one where the gradient vanishes, along the direction that curves down most; nil where none does.
  func lowerPoint(beside current: Iterate) throws -> Iterate? {
    let hessian = try hessian(at: current.x)
    guard hessian.isFinite, let downward = try SpectralFactors(hessian).downward else { return nil }
    var length = 1.0
    for _ in 0..<40 {
      for signed in [length, -length] {
        let point = try evaluation(at: Vectors.sum(current.x, signed, downward))
        if point.isFinite, point.value < current.value { return point }
      }
      length *= 0.5
    }
    return nil
  }
}
