import TensorCore

/// The way of Newton's method to a point where a function is 0.
///
/// A step that would not make the function smaller is halved until it does. Where none does, at a minimum of its size that
/// is no root, the whole step is made after all, up to twice.
public struct RootSearch: Sendable {
  /// A point and the values of the function there.
  public struct Point: Sendable {
    public let x: [Double]
    public let values: [Double]

    /// The Euclidean norm of the values.
    public var norm: Double { Vectors.norm(values) }
  }

  /// The points, the first of which is the start.
  public let path: [Point]
  public let reason: StopReason
  public let last: Point
  public var steps: Int { path.count - 1 }

  /// How often a step is made that does not bring the function nearer to 0.
  private static let mostLeaps = 2

  /// Searches from a point until the largest component of the function is at most `tolerance`, or rounding errors are all
  /// that moves the point.
  ///
  /// - Throws: `TensorError.value` where the function has not as many components as its argument, where it is not finite at the
  ///   start, or where its Jacobian is singular at a point on the way.
  public init(of function: Objective, steps limit: Int, tolerance: Double) throws {
    let start = function.point.start
    var current = Point(x: start, values: try function.values(at: start))
    try Self.require(current, count: function.point.count)
    var path = [current]
    var reason = StopReason.stepLimit
    var leaps = 0
    for _ in 0..<max(0, limit) {
      if Vectors.largest(current.values) <= tolerance {
        reason = .converged
        break
      }
      let (_, jacobian) = try function.jacobian(at: current.x)
      let step = try Self.step(current, jacobian)
      if let next = try Self.shorter(than: current, along: step, function) {
        current = next
      } else if Vectors.norm(step)
        <= function.point.rounding * max(Vectors.norm(current.x), 1e-300)
      {
        reason = .converged
        break
      } else if leaps < Self.mostLeaps, let next = try Self.point(current, 1, step, function) {
        leaps += 1
        current = next
      } else {
        reason = .noProgress
        break
      }
      path.append(current)
    }
    if reason == .stepLimit, Vectors.largest(current.values) <= tolerance { reason = .converged }
    self.path = path
    self.reason = reason
    last = current
  }

  private static func require(_ start: Point, count: Int) throws {
    guard start.values.count == count else {
      throw TensorError.value(
        "a root needs as many equations as unknowns, and these are \(start.values.count) and "
          + "\(count)",
        hint: "`minimize(f, x0, method=gauss_newton())` makes the squares of any number small"
      )
    }
    guard Vectors.isFinite(start.values) else {
      throw TensorError.value("the function is not finite at the start", hint: "begin where it is")
    }
  }

  /// Newton's step, from equations and unknowns brought to one scale, so that only what depends on the others counts as
  /// singular.
  private static func step(_ current: Point, _ jacobian: Matrix) throws -> [Double] {
    guard jacobian.isFinite else {
      throw TensorError.value(
        "the derivative is not finite at \(NumberSpelling.place(current.x))",
        hint: nil
      )
    }
    let rows = jacobian.scales(ofRows: true)
    let columns = jacobian.scaled(rows: rows).scales(ofRows: false)
    let factors = try SingularFactors(
      jacobian.scaled(rows: rows, columns: columns).tensor(),
      for: "the Jacobian"
    )
    let s = factors.s.values
    guard let largest = s.first, let smallest = s.last, largest > 0, smallest > 1e-14 * largest
    else {
      let what = jacobian.rows == 1 ? "the derivative is 0" : "the Jacobian is singular"
      throw TensorError.value(
        "\(what) at \(NumberSpelling.place(current.x)): Newton's method has no next point",
        hint: "begin elsewhere"
      )
    }
    let right = zip(current.values, rows).map { $0 * $1 }
    let parts = zip(Matrix(factors.u).transposedTimes(right), s).map { -$0 / $1 }
    return zip(Matrix(factors.vt).transposedTimes(parts), columns).map { $0 * $1 }
  }

  private static func shorter(
    than current: Point,
    along step: [Double],
    _ function: Objective
  ) throws -> Point? {
    var length = 1.0
    for _ in 0..<40 {
      if let next = try point(current, length, step, function),
        next.norm < (1 - 1e-4 * length) * current.norm
      {
        return next
      }
      length *= 0.5
    }
    return nil
  }

  /// The point at a part of a step; nil where the function is not finite.
  private static func point(
    _ current: Point,
    _ length: Double,
    _ step: [Double],
    _ function: Objective
  ) throws -> Point? {
    let x = Vectors.sum(current.x, length, step)
    let values = try function.values(at: x)
    return Vectors.isFinite(values) ? Point(x: x, values: values) : nil
  }
}
