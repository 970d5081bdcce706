/// Steps to where the quadratic that fits value, gradient and curvature would be lowest.
///
/// An indefinite Hessian is made positive definite by turning its negative eigenvalues around, so that a step leads
/// away from a saddle and not towards it; eigenvalues near 0 count as 10⁻¹² of the largest. A step that leads uphill is
/// halved until it does not.
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

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    func next(after current: Iterate, step: Int) throws -> Iterate? {
      let hessian = try objective.hessian(at: current.x)
      var direction = Vectors.scaled(current.gradient, -1)
      if hessian.isFinite {
        let factors = try SpectralFactors(hessian.shifted(by: damping))
        direction = factors.positiveSolution(direction)
      }
      return try BacktrackingSearch.point(
        from: current,
        along: direction,
        firstLength: length,
        evaluate: objective.evaluation
      )
    }
  }
}
