import TensorCore

/// Least squares: minimises the sum of the squares of what a function returns, by its first derivatives alone.
///
/// Levenberg and Marquardt's step solves (JᵀJ + μ I) p = -Jᵀr; μ shrinks after a step that fits the linear model, and
/// grows after one that leads uphill, which is not made. A loss of a model's output takes the place of the squares: JᵀJ
/// is then half of the Hessian of the loss of the linearised output.
///
/// - Source: Nielsen, "Damping parameter in Marquardt's method" (1999); Nocedal, Wright, "Numerical Optimization"
///   (2006), section 10.3; Schraudolph, "Fast curvature matrix-vector products for second-order gradient descent" (2002).
public struct GaussNewton: DescentMethod {
  /// What is minimised.
  public enum Form {
    /// The sum of the squares of what the function returns.
    case squares
    /// What the function returns, a loss; the closure gives the loss of the output linearised at a point.
    case loss(linearized: (_ x: [Double]) throws -> Objective)
  }

  private let damping: Double
  private let form: Form

  /// `damping` is the first μ, as a part of the largest diagonal element of JᵀJ.
  public init(damping: Double, form: Form = .squares) {
    self.damping = damping
    self.form = form
  }

  public var signature: String { "gauss_newton(damping=\(NumberSpelling.text(damping)))" }

  public func begin(on objective: Objective) throws -> any Descent {
    Run(objective: objective, part: damping, form: form)
  }

  private struct Run: Descent {
    let objective: Objective
    let part: Double
    let form: Form
    private var damping: Double?
    private var growth = 2.0

    init(objective: Objective, part: Double, form: Form) {
      self.objective = objective
      self.part = part
      self.form = form
    }

    func evaluation(at x: [Double]) throws -> Iterate {
      guard case .squares = form else { return try objective.evaluation(at: x) }
      let (residuals, jacobian) = try objective.jacobian(at: x)
      let gradient = Vectors.scaled(jacobian.transposedTimes(residuals), 2)
      return Iterate(x: x, value: Vectors.dot(residuals, residuals), gradient: gradient)
    }

    mutating func next(after current: Iterate, step: Int) throws -> Iterate? {
      let gram = try halfCurvature(at: current.x)
      guard gram.isFinite else { return nil }
      let right = Vectors.scaled(current.gradient, -0.5)
      let largest = (0..<gram.rows).map { gram[$0, $0] }.max() ?? 0
      var damping = self.damping ?? part * largest
      let least = 1e-15 * max(largest, 1e-300)
      for _ in 0..<60 {
        let matrix = gram.shifted(by: max(damping, least))
        guard matrix.isFinite else { break }
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

    /// JᵀJ, or what stands for it.
    private func halfCurvature(at x: [Double]) throws -> Matrix {
      switch form {
      case .squares: return try objective.jacobian(at: x).jacobian.gram()
      case .loss(let linearized):
        let hessian = try linearized(x).hessian(at: x)
        let halves = Vectors.scaled(hessian.elements, 0.5)
        return Matrix(halves, rows: hessian.rows, columns: hessian.columns)
      }
    }
  }
}
