/// Newton steps found by conjugate gradients: only products of the Hessian with directions are computed.
///
/// The inner iteration makes a step for each of up to 20 variables, and ends early far from the minimum where there are
/// more; it ends too with a direction of negative curvature, which it follows as if it were positive.
///
/// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithm 7.1.
public struct NewtonCG: DescentMethod {
  public init() {}

  public var signature: String { "newton_cg()" }

  public func begin(on objective: Objective) -> any Descent { Run(objective: objective) }

  private struct Run: Descent {
    let objective: Objective

    func evaluation(at x: [Double]) throws -> Iterate { try objective.evaluation(at: x) }

    func next(after current: Iterate, step: Int) throws -> Iterate? {
      let direction = try direction(at: current)
      var search = WolfeSearch(from: current, along: direction, evaluate: objective.evaluation)
      if let next = try search.point(firstLength: 1) { return next }
      return try BacktrackingSearch.point(
        from: current,
        along: direction,
        firstLength: 1,
        evaluate: objective.evaluation
      )
    }

    func lowerPoint(beside current: Iterate) throws -> Iterate? {
      // The whole Hessian, which is what this method does without, where it is small.
      current.x.count <= 100 ? try objective.lowerPoint(beside: current) : nil
    }

    private func direction(at current: Iterate) throws -> [Double] {
      let downhill = Vectors.scaled(current.gradient, -1)
      let norm = Vectors.norm(current.gradient)
      let tolerance = min(0.5, norm.squareRoot()) * norm
      // A looser end follows the gradient alone down a narrow valley, for hundreds of steps.
      let least = min(downhill.count, 20)
      var solution = [Double](repeating: 0, count: downhill.count)
      var residual = current.gradient
      var direction = downhill
      var square = Vectors.dot(residual, residual)
      for iteration in 0..<(2 * downhill.count + 10) {
        let product = try objective.hessianProduct(at: current.x, along: direction)
        let curvature = Vectors.dot(direction, product)
        let floor = 1e-14 * Vectors.norm(direction) * Vectors.norm(product)
        guard abs(curvature) > floor, curvature.isFinite else {
          return iteration == 0 ? downhill : solution
        }
        let length = square / abs(curvature)
        solution = Vectors.sum(solution, length, direction)
        // Curvature turned around leads away from a saddle, as far as it would have led towards it.
        guard curvature > 0 else { return solution }
        residual = Vectors.sum(residual, length, product)
        let next = Vectors.dot(residual, residual)
        let limit = iteration + 1 < least ? 1e-10 * norm : tolerance
        if next.squareRoot() <= limit { return solution }
        direction = Vectors.sum(Vectors.scaled(residual, -1), next / square, direction)
        square = next
      }
      return solution
    }
  }
}
