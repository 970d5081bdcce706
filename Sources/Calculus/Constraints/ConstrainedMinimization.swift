import TensorCore

extension Minimization {
  /// Walks to a minimum among the points where the constraints are 0, by Newton's method on the Lagrangian.
  ///
  /// Each step solves a quadratic program: it fits curvature along the constraints, with negative eigenvalues of the
  /// reduced Hessian turned around, and goes towards the constraints where they are not kept. Steps are halved until
  /// f + μ ‖g‖₁ falls. From a start where the constraints are not kept and their gradients depend on each other, the run
  /// goes a little aside first.
  ///
  /// The run has converged where neither a component of ∇f - Σ λᵢ∇gᵢ nor a constraint is larger than
  /// the tolerance, and nothing lower lies beside the point: a run that meets a maximum among the points that keep the
  /// constraints goes on from it. Its start need not keep them.
  ///
  /// - Throws: `TensorError.value` where the gradients of the constraints depend on each other, or something is not finite at
  ///   the start.
  /// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithm 18.3 and section 18.3.
  public init(
    of objective: Objective,
    subjectTo constraints: Objective,
    steps limit: Int,
    tolerance: Double
  ) throws {
    var search = ConstrainedSearch(objective: objective, constraints: constraints)
    var current = try search.point(at: objective.point.start)
    try Self.requireFinite(current.iterate)
    guard Vectors.isFinite(current.values), current.jacobian.isFinite else {
      throw TensorError.value("a constraint is not finite at the start", hint: nil)
    }
    let slide = Slide(from: current.iterate)
    var path = [current.iterate]
    if let beside = try search.pointBesideSingular(current) {
      current = beside
      path.append(beside.iterate)
    }
    var reason = StopReason.stepLimit
    for step in 0...max(0, limit) {
      let multipliers = try current.multipliers()
      search.multipliers = multipliers
      if tolerance > 0, current.misfit(multipliers) <= tolerance {
        guard step < limit, let lower = try search.lowerPoint(beside: current) else {
          reason = .converged
          break
        }
        current = lower
        path.append(current.iterate)
        continue
      }
      if step == limit { break }
      guard let next = try search.next(after: current) else {
        reason = current.misfit(multipliers) <= 1.5e-8 * current.scale ? .converged : .noProgress
        break
      }
      guard !slide.isBottomless(from: current.iterate, to: next.iterate) else {
        reason = .diverged(step: path.count)
        break
      }
      current = next
      path.append(current.iterate)
    }
    self.init(
      path: path,
      reason: reason,
      multipliers: search.multipliers,
      violation: Vectors.largest(current.values)
    )
  }
}
