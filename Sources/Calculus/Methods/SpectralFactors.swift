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
  func positiveSolution(_ right: [Double]) -> [Double] {
    let floor = max(1e-12 * Vectors.largest(values), 1e-300)
    var parts = vectors.transposedTimes(right)
    for index in parts.indices { parts[index] /= max(abs(values[index]), floor) }
    return vectors.times(parts)
  }
}
