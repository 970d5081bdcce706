/// A point with what is known of function and constraints there.
struct ConstrainedPoint {
  let iterate: Iterate
  /// The constraints, which are to be 0.
  let values: [Double]
  /// Their gradients, a row for each.
  let jacobian: Matrix
  let factors: ConstraintFactors

  init(_ iterate: Iterate, values: [Double], jacobian: Matrix) throws {
    self.iterate = iterate
    self.values = values
    self.jacobian = jacobian
    factors = try ConstraintFactors(jacobian)
  }

  var scale: Double { max(1, abs(iterate.value), Vectors.largest(iterate.gradient)) }

  /// The multipliers that leave the least of the gradient.
  func multipliers() throws -> [Double] {
    try factors.requireIndependent(at: iterate.x)
    return factors.leastSquares(iterate.gradient)
  }

  /// The largest violation of the conditions for a minimum.
  func misfit(_ multipliers: [Double]) -> Double {
    let rest = Vectors.difference(iterate.gradient, jacobian.transposedTimes(multipliers))
    return max(Vectors.largest(rest), Vectors.largest(values))
  }

  /// What every step makes smaller: f + μ ‖g‖₁.
  func merit(_ penalty: Double) -> Double {
    iterate.value + penalty * values.reduce(0) { $0 + abs($1) }
  }
}
