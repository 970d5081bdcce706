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
    private(set) var expectedGain = Double.infinity

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
      guard let model = try model(at: current) else { return nil }
      let least = 1e-15 * max(model.norm, 1e-300)
      var damping = max(self.damping ?? part * model.largestDiagonal, least)
      for attempt in 0..<60 {
        guard damping.isFinite else { break }
        let direction = model.step(damping)
        let next = try evaluation(at: Vectors.sum(current.x, 1, direction))
        let predicted =
          -0.5 * Vectors.dot(direction, current.gradient)
          + damping * Vectors.dot(direction, direction)
        if attempt == 0 { expectedGain = predicted }
        let ratio = (current.value - next.value) / predicted
        let isFlatter = next.gradientNorm < current.gradientNorm
        if next.isFinite, next.value < current.value || (next.value == current.value && isFlatter) {
          let factor = 2 * ratio - 1
          self.damping = damping * max(1.0 / 3, 1 - factor * factor * factor)
          growth = 2
          return next
        }
        damping *= growth
        growth *= 2
      }
      growth = 2
      return nil
    }

    /// The linear model at a point; nil where it is not finite.
    private func model(at current: Iterate) throws -> LinearModel? {
      switch form {
      case .squares:
        let (residuals, jacobian) = try objective.jacobian(at: current.x)
        return jacobian.isFinite ? try LinearModel(residuals, jacobian) : nil
      case .loss(let linearized):
        let hessian = try linearized(current.x).hessian(at: current.x)
        return hessian.isFinite ? try LinearModel(hessian, current.gradient) : nil
      }
    }
  }
}

/// A sum of squares with the residuals made linear: its damped minima, for any damping.
private struct LinearModel {
  /// The largest element of JᵀJ's diagonal.
  let largestDiagonal: Double
  /// The largest eigenvalue of JᵀJ.
  let norm: Double
  /// The solution p of (JᵀJ + μ I) p = -Jᵀr.
  let step: (_ damping: Double) -> [Double]

  /// Takes residuals and their derivatives; the product JᵀJ, whose rounding would hide small singular values, is not formed.
  init(_ residuals: [Double], _ jacobian: Matrix) throws {
    let factors = try SingularFactors(jacobian.tensor(), for: "the Jacobian")
    let (s, vt) = (factors.s.values, Matrix(factors.vt))
    let parts = Matrix(factors.u).transposedTimes(residuals)
    norm = (s.first ?? 0) * (s.first ?? 0)
    largestDiagonal =
      (0..<jacobian.columns).map { column in
        (0..<jacobian.rows).reduce(0) { $0 + jacobian[$1, column] * jacobian[$1, column] }
      }.max() ?? 0
    step = { damping in
      vt.transposedTimes(zip(s, parts).map { -$0 * $1 / ($0 * $0 + damping) })
    }
  }

  /// Takes the Hessian of a loss, twice of what stands for JᵀJ, and its gradient.
  init(_ hessian: Matrix, _ gradient: [Double]) throws {
    let half = Matrix(
      Vectors.scaled(hessian.elements, 0.5),
      rows: hessian.rows,
      columns: hessian.columns
    )
    let factors = try SpectralFactors(half)
    let right = Vectors.scaled(gradient, -0.5)
    norm = factors.norm
    largestDiagonal = (0..<half.rows).map { half[$0, $0] }.max() ?? 0
    step = { damping in factors.dampedSolution(right, by: damping) }
  }
}
