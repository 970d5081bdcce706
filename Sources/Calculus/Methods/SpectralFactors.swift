import TensorCore

/// A symmetric matrix by its eigenvalues and eigenvectors.
struct SpectralFactors {
  private let values: [Double]
  private let vectors: Matrix

  init(_ matrix: Matrix) throws {
    let factors = try EigenFactors(matrix.tensor(), for: "the Hessian")
    values = factors.values.values
    vectors = Matrix(factors.vectors)
  }

  /// The direction in which the matrix curves down most, of length 1; nil where it curves down in none, but for rounding.
  var downward: [Double]? {
    guard let least = values.indices.min(by: { values[$0] < values[$1] }),
      values[least] < -1e-8 * max(1, Vectors.largest(values))
    else { return nil }
    return vectors.times(values.indices.map { $0 == least ? 1 : 0 })
  }

  /// The solution with the magnitudes of the eigenvalues in place of the eigenvalues.
  ///
  /// An eigenvalue counts as at least 10⁻¹² of the largest; where all are 0, the solution is 10²⁰ long.
  func positiveSolution(_ right: [Double]) -> [Double] {
    let floor = max(1e-12 * Vectors.largest(values), 1e-20 * Vectors.norm(right), 1e-300)
    return solution(right) { max(abs($0), floor) }
  }

  /// The solution with a number added to the eigenvalues of a matrix that has no negative ones but for rounding.
  func dampedSolution(_ right: [Double], by damping: Double) -> [Double] {
    solution(right) { max($0, 0) + damping }
  }

  private func solution(_ right: [Double], _ divisor: (Double) -> Double) -> [Double] {
    var parts = vectors.transposedTimes(right)
    for index in parts.indices { parts[index] /= divisor(values[index]) }
    return vectors.times(parts)
  }

  /// The largest magnitude of an eigenvalue.
  var norm: Double { Vectors.largest(values) }
}
