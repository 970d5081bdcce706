import TensorCore

/// Makes the steps of a constrained minimisation.
struct ConstrainedSearch {
  let objective: Objective
  let constraints: Objective
  var multipliers: [Double] = []
  private var penalty = 1.0

  init(objective: Objective, constraints: Objective) {
    self.objective = objective
    self.constraints = constraints
  }

  func point(at x: [Double]) throws -> ConstrainedPoint {
    let (values, jacobian) = try constraints.jacobian(at: x)
    return try ConstrainedPoint(objective.evaluation(at: x), values: values, jacobian: jacobian)
  }

  /// The next point, or nil where the merit function does not fall.
  mutating func next(after current: ConstrainedPoint) throws -> ConstrainedPoint? {
    let direction = try direction(at: current)
    let violation = current.values.reduce(0) { $0 + abs($1) }
    let needed = 2 * Vectors.largest(multipliers) + 1
    if penalty < needed { penalty = needed }
    let slope = Vectors.dot(current.iterate.gradient, direction) - penalty * violation
    let merit = current.merit(penalty)
    var length = 1.0
    for attempt in 0..<50 {
      var x = Vectors.sum(current.iterate.x, length, direction)
      if let next = try accepted(at: x, merit + 1e-4 * length * min(slope, 0), merit, current) {
        return next
      }
      if attempt == 0 {
        // A step along a curved constraint leaves it: go back to it once.
        let missed = try constraints.values(at: x)
        if Vectors.isFinite(missed) {
          x = Vectors.sum(x, -1, current.factors.shortest(missed))
          if let next = try accepted(at: x, merit + 1e-4 * min(slope, 0), merit, current) {
            return next
          }
        }
      }
      length *= 0.5
    }
    return nil
  }

  /// A point near a start whose constraints are not kept, and have gradients that tell no way to keep them; nil where they
  /// tell one, or nowhere near.
  func pointBesideSingular(_ start: ConstrainedPoint) throws -> ConstrainedPoint? {
    guard !start.factors.isIndependent, Vectors.largest(start.values) > 0 else { return nil }
    let x = start.iterate.x
    let length = 1e-2 * max(1, Vectors.norm(x))
    for phase in 1...4 {
      // No direction that a symmetry of the problem prefers.
      let aside = x.indices.map { UnaryKernel.cos.apply(to: Double(phase + $0)) }
      let point = try finitePoint(at: Vectors.sum(x, length, aside))
      if let point, point.factors.isIndependent { return point }
    }
    return nil
  }

  private func accepted(
    at x: [Double],
    _ bound: Double,
    _ merit: Double,
    _ current: ConstrainedPoint
  ) throws -> ConstrainedPoint? {
    guard let next = try finitePoint(at: x) else { return nil }
    let reached = next.merit(penalty)
    if reached <= bound { return next }
    // As low as numbers can tell: the conditions for a minimum decide.
    let isLevel = abs(reached - merit) <= 1e-13 * max(1, abs(merit))
    let isBetter = next.misfit(multipliers) < 0.5 * current.misfit(multipliers)
    return isLevel && isBetter ? next : nil
  }

  private func finitePoint(at x: [Double]) throws -> ConstrainedPoint? {
    let iterate = try objective.evaluation(at: x)
    guard iterate.isFinite else { return nil }
    let (values, jacobian) = try constraints.jacobian(at: x)
    guard Vectors.isFinite(values), jacobian.isFinite else { return nil }
    return try ConstrainedPoint(iterate, values: values, jacobian: jacobian)
  }

  /// The step of the quadratic program: to the constraints, and down along them.
  private func direction(at current: ConstrainedPoint) throws -> [Double] {
    let normal = current.factors.shortest(Vectors.scaled(current.values, -1))
    let along = current.factors.along
    guard along.columns > 0 else { return normal }
    let hessian = try lagrangianHessian(at: current.iterate.x)
    let bent = Vectors.sum(current.iterate.gradient, 1, hessian.times(normal))
    let right = Vectors.scaled(along.transposedTimes(bent), -1)
    let factors = try curvature(of: hessian, along: along)
    return Vectors.sum(normal, 1, along.times(factors.positiveSolution(right)))
  }

  /// A lower point beside one where nothing pulls along the constraints, although it is no minimum: a maximum or saddle
  /// among the points that keep them; nil where there is none.
  func lowerPoint(beside current: ConstrainedPoint) throws -> ConstrainedPoint? {
    let along = current.factors.along
    guard along.columns > 0 else { return nil }
    let hessian = try lagrangianHessian(at: current.iterate.x)
    guard let downward = try curvature(of: hessian, along: along).downward else { return nil }
    let direction = along.times(downward)
    let merit = current.merit(penalty)
    let bound = merit - 1e-12 * max(1, abs(merit))
    var length = max(1, Vectors.norm(current.iterate.x))
    for _ in 0..<40 {
      var x = Vectors.sum(current.iterate.x, length, direction)
      let missed = try constraints.values(at: x)
      if Vectors.isFinite(missed) { x = Vectors.sum(x, -1, current.factors.shortest(missed)) }
      if let next = try finitePoint(at: x), next.merit(penalty) < bound { return next }
      length *= 0.5
    }
    return nil
  }

  /// How the Lagrangian curves along the constraints.
  private func curvature(of hessian: Matrix, along: Matrix) throws -> SpectralFactors {
    let product = try Tensor.matmul(hessian.tensor(), along.tensor())
    let reduced = try Tensor.matmul(along.tensor().transposedMatrix(), product)
    return try SpectralFactors(Matrix(reduced).symmetricPart)
  }

  /// The second derivatives of f - Σ λᵢgᵢ.
  private func lagrangianHessian(at x: [Double]) throws -> Matrix {
    let own = try objective.hessian(at: x)
    let bending = try constraints.weighted(by: multipliers).hessian(at: x)
    return Matrix(
      Vectors.difference(own.elements, bending.elements),
      rows: own.rows,
      columns: own.columns
    )
  }
}
