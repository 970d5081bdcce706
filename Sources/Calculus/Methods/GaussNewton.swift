import TensorCore

/// Least squares: minimises the sum of the squares of what a function returns, by its first derivatives alone.
///
/// Levenberg and Marquardt's step solves (JᵀJ + μ I) p = -Jᵀr; μ shrinks after a step that fits the linear model, and
/// grows after one that leads uphill, which is not made.
///
/// - Source: Nielsen, "Damping parameter in Marquardt's method" (1999); Nocedal, Wright, "Numerical Optimization"
///   (2006), section 10.3.
public struct GaussNewton: DescentMethod {
  private let damping: Double

  /// `damping` is the first μ, as a part of the largest diagonal element of JᵀJ.
  public init(damping: Double) { self.damping = damping }

  public var signature: String { "gauss_newton(damping=\(NumberSpelling.text(damping)))" }

  public func begin(on objective: Objective) throws -> any Descent {
    Run(objective: objective, part: damping)
  }

  private struct Run: Descent {
    let objective: Objective
    let part: Double
    private var damping: Double?
    private var growth = 2.0

    init(objective: Objective, part: Double) {
      self.objective = objective
      self.part = part
    }

    func evaluation(at x: [Double]) throws -> Iterate {
      let (residuals, jacobian) = try objective.jacobian(at: x)
      let gradient = Vectors.scaled(jacobian.transposedTimes(residuals), 2)
      return Iterate(x: x, value: Vectors.dot(residuals, residuals), gradient: gradient)
    }

    mutating func next(after current: Iterate, step: Int) throws -> Iterate? {
      let (_, jacobian) = try objective.jacobian(at: current.x)
      let gram = try jacobian.gram()
      let right = Vectors.scaled(current.gradient, -0.5)
      let largest = (0..<gram.rows).map { gram[$0, $0] }.max() ?? 0
      var damping = self.damping ?? part * largest
      let least = 1e-15 * max(largest, 1e-300)
      for _ in 0..<60 {
        let matrix = gram.shifted(by: max(damping, least))
        let direction = try SpectralFactors(matrix).positiveSolution(right)
        let next = try evaluation(at: Vectors.sum(current.x, 1, direction))
        let predicted =
          Vectors.dot(direction, right) + max(damping, least) * Vectors.dot(direction, direction)
        let ratio = (current.value - next.value) / predicted
        let isFlatter = Vectors.norm(next.gradient) < Vectors.norm(current.gradient)
        if next.isFinite, next.value < current.value || (next.value == current.value && isFlatter) {
          let factor = 2 * ratio - 1
          self.damping = damping * max(1.0 / 3, 1 - factor * factor * factor)
          growth = 2
          return next
        }
        damping = max(damping, least) * growth
        growth *= 2
      }
      growth = 2
      return nil
    }
  }
}
