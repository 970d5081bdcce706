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

  /// The solution with the magnitudes of the eigenvalues in place of the eigenvalues.
  func positiveSolution(_ right: [Double]) -> [Double] {
    let floor = max(1e-12 * Vectors.largest(values), 1e-300)
    var parts = vectors.transposedTimes(right)
    for index in parts.indices { parts[index] /= max(abs(values[index]), floor) }
    return vectors.times(parts)
  }
}
