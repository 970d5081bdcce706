import Autodiff
import TensorCore

/// The solution u of equations F(u; p) = 0 as a function of p, of everything that the equations read besides u.
///
/// The implicit function theorem gives du/dp = -J⁻¹ ∂F/∂p with J = ∂F/∂u. It is written as steps u ← u - J⁻¹F(u; p)
/// with the constant J at the solution: they leave the value alone, and the derivatives of order k are right after k of
/// them, by whatever transform they are taken.
///
/// - Source: Griewank, Walther, "Evaluating Derivatives" (2008), section 15.1; Christianson, "Reverse accumulation and
///   attractive fixed points" (1994).
struct ImplicitFunction {
  /// A vector for a vector of as many elements.
  let equations: (Operand) throws -> Operand
  let graph: Graph

  /// How many steps may lead from what a search found to the solution; two are usual.
  private static let longestWay = 50

  /// Why a point is no differentiable function of what the equations read.
  enum Obstacle: Error {
    case singular
    /// Newton's step from the point is longer than rounding explains: it is no solution.
    case unsolved
  }

  /// The point with derivatives up to an order; its value is what is given.
  ///
  /// They are taken where Newton's steps from there end, which is nearer to the solution than a search has to come.
  func point(
    at u: [Double],
    order: Int,
    isSolution: Bool
  ) throws -> Result<Operand, Obstacle> {
    var place = u
    var inverse = Matrix([], rows: 0, columns: 0)
    for attempt in 0..<Self.longestWay {
      let values = try equations(vector(place)).value.values
      guard let found = try inverseJacobian(at: place) else { return .failure(.singular) }
      inverse = found
      let step = inverse.times(values)
      let length = Vectors.norm(step)
      if attempt == 0, !isSolution, !(length <= 1e-8 * (1 + Vectors.norm(u))) {
        return .failure(.unsolved)
      }
      let next = Vectors.sum(place, -1, step)
      let isNearer = try Vectors.norm(equations(vector(next)).value.values) < Vectors.norm(values)
      guard isNearer else { break }
      place = next
      if length <= 1e-9 * Vectors.norm(place) { break }
    }
    return .success(try withDerivatives(place, by: inverse, order: order, value: u))
  }

  private func withDerivatives(
    _ place: [Double],
    by inverse: Matrix,
    order: Int,
    value: [Double]
  ) throws -> Operand {
    let matrix = Operand(try inverse.tensor())
    var point = try vector(place)
    for _ in 0..<order {
      let step = try graph.apply(.matmul, matrix, equations(point))
      point = try graph.apply(.subtract, point, graph.changeless(step))
    }
    return try graph.apply(.add, vector(value), graph.changeless(point))
  }

  private func vector(_ numbers: [Double]) throws -> Operand {
    .tensor(try Tensor(values: numbers, shape: [numbers.count]))
  }

  /// J⁻¹; nil where J is singular or not finite.
  private func inverseJacobian(at place: [Double]) throws -> Matrix? {
    let equations = equations
    let blocks = try graph.jacobian(
      of: { .leaf(try equations($0[0].leaves[0])) },
      at: [.leaf(vector(place))],
      selected: [0]
    )
    let n = place.count
    let jacobian = Matrix(blocks[0].leaves[0].value.values, rows: n, columns: n)
    guard jacobian.isFinite else { return nil }
    let factors = try SingularFactors(jacobian.tensor(), for: "the Jacobian")
    let s = factors.s.values
    guard let largest = s.first, let smallest = s.last, smallest > 1e-13 * largest else {
      return nil
    }
    var scaled = factors.vt.values
    for row in 0..<n { for column in 0..<n { scaled[row * n + column] /= s[row] } }
    let left = try Tensor(values: scaled, shape: [n, n]).transposedMatrix()
    return Matrix(try Tensor.matmul(left, factors.u.transposedMatrix()))
  }
}

extension Graph {
  /// Zeros with the derivatives of a value.
  fileprivate func changeless(_ operand: Operand) throws -> Operand {
    try apply(.subtract, operand, operand.detached)
  }

  /// A value with the derivatives of another that is the same up to rounding.
  func value(_ value: Operand, withDerivativesOf other: Operand) throws -> Operand {
    guard other.variable != nil else { return value }
    return try apply(.add, value, changeless(other))
  }
}
