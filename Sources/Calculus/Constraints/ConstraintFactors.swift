import TensorCore

/// The singular value decomposition of the constraints' gradients, with the directions along the constraints.
struct ConstraintFactors {
  private let u: Matrix
  private let s: [Double]
  private let vt: Matrix
  /// Orthonormal directions in which no constraint changes, as columns.
  let along: Matrix

  init(_ jacobian: Matrix) throws {
    let factors = try SingularFactors(jacobian.tensor(), for: "the constraints")
    u = Matrix(factors.u)
    s = factors.s.values
    vt = Matrix(factors.vt)
    along = try Self.complement(of: vt, count: jacobian.columns)
  }

  /// Orthonormal columns that are orthogonal to given rows.
  private static func complement(of rows: Matrix, count: Int) throws -> Matrix {
    let wanted = count - rows.rows
    guard wanted > 0 else { return Matrix([], rows: count, columns: 0) }
    // I - VVᵀ has eigenvalue 1 along them and 0 across.
    var elements = try rows.gram().elements.map { -$0 }
    for index in 0..<count { elements[index * count + index] += 1 }
    let projection = Matrix(elements, rows: count, columns: count).symmetricPart
    let vectors = Matrix(try EigenFactors(projection.tensor(), for: "the constraints").vectors)
    let kept = (0..<count).flatMap { row in
      ((count - wanted)..<count).map { vectors[row, $0] }
    }
    return Matrix(kept, rows: count, columns: wanted)
  }

  /// Whether no constraint's gradient follows from those of the others.
  var isIndependent: Bool {
    guard u.rows <= vt.columns, let largest = s.first, let smallest = s.last else { return false }
    return smallest > 1e-10 * max(largest, 1e-300) && largest > 1e-300
  }

  /// - Throws: `TensorError.value` where the gradients are linearly dependent.
  func requireIndependent(at x: [Double]) throws {
    guard isIndependent else {
      let place = " at \(NumberSpelling.place(x))"
      let what =
        u.rows == 1
        ? "the gradient of the constraint vanishes"
        : "the gradients of the \(u.rows) constraints are linearly dependent"
      throw TensorError.value(
        what + place,
        hint: u.rows == 1
          ? "begin where the constraint has a gradient"
          : "does one constraint follow from the others, or contradict them? leave it out, "
            + "or begin elsewhere"
      )
    }
  }

  /// λ for which Jᵀλ is nearest to a vector.
  func leastSquares(_ vector: [Double]) -> [Double] {
    let parts = zip(vt.times(vector), s).map { $0 / $1 }
    return u.times(parts)
  }

  /// The shortest p with J p equal to a vector.
  func shortest(_ vector: [Double]) -> [Double] {
    let parts = zip(u.transposedTimes(vector), s).map { $0 / $1 }
    return vt.transposedTimes(parts)
  }
}
