internal import COpenBLAS

/// A kind of number that LAPACK computes with.
///
/// Matrices are stored by columns without gaps; what is row-major is therefore seen as its transpose. Bounds are those
/// of the wrappers in COpenBLAS; the result is LAPACK's `info`, 0 for success.
protocol LAPACKElement: BinaryFloatingPoint {
  /// Factors a matrix of order `n` as P L U, in place.
  static func getrf(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>,
    _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32
  /// Makes the inverse of the factors that `getrf` left, in place.
  static func getri(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>,
    _ pivots: UnsafePointer<Int32>,
    _ work: UnsafeMutablePointer<Self>,
    _ size: Int32
  ) -> Int32
  /// Solves with the factors that `getrf` left; `b` holds right sides, then solutions.
  static func getrs(
    _ transpose: CChar,
    _ n: Int32,
    _ columns: Int32,
    _ a: UnsafePointer<Self>,
    _ pivots: UnsafePointer<Int32>,
    _ b: UnsafeMutablePointer<Self>
  ) -> Int32
  /// Factors a symmetric positive definite matrix as Uᵀ U, in place and from its upper half.
  static func potrf(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>
  ) -> Int32
  /// Solves with a triangular matrix, in place of the right sides.
  static func trtrs(
    _ half: CChar,
    _ transpose: CChar,
    _ n: Int32,
    _ columns: Int32,
    _ a: UnsafePointer<Self>,
    _ b: UnsafeMutablePointer<Self>
  ) -> Int32
  /// Factors an `m` by `n` matrix as L Q, in place.
  static func gelqf(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>,
    _ tau: UnsafeMutablePointer<Self>,
    _ work: UnsafeMutablePointer<Self>,
    _ size: Int32
  ) -> Int32
  /// Makes the first `m` rows of the Q that `gelqf` left, in a matrix of `rows` rows.
  static func orglq(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>,
    _ rows: Int32,
    _ tau: UnsafePointer<Self>,
    _ work: UnsafeMutablePointer<Self>,
    _ size: Int32
  ) -> Int32
  /// Makes the thin singular value decomposition; `whole` has 8 min(m, n) elements.
  static func gesdd(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>,
    _ s: UnsafeMutablePointer<Self>,
    _ u: UnsafeMutablePointer<Self>,
    _ vt: UnsafeMutablePointer<Self>,
    _ work: UnsafeMutablePointer<Self>,
    _ size: Int32,
    _ whole: UnsafeMutablePointer<Int32>
  ) -> Int32
  /// Replaces a symmetric matrix by its eigenvectors, the columns.
  static func syevd(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Self>,
    _ values: UnsafeMutablePointer<Self>,
    _ work: UnsafeMutablePointer<Self>,
    _ size: Int32,
    _ whole: UnsafeMutablePointer<Int32>,
    _ wholes: Int32
  ) -> Int32
  /// The reciprocal of the condition of the matrix that `getrf` factored, from its norm.
  static func gecon(
    _ n: Int32,
    _ a: UnsafePointer<Self>,
    _ norm: Self,
    _ work: UnsafeMutablePointer<Self>,
    _ whole: UnsafeMutablePointer<Int32>
  ) -> Self
}

extension Double: LAPACKElement {
  static func getrf(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>,
    _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    adj_dgetrf(n, a, pivots)
  }

  static func getri(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>,
    _ pivots: UnsafePointer<Int32>,
    _ work: UnsafeMutablePointer<Double>,
    _ size: Int32
  ) -> Int32 {
    adj_dgetri(n, a, pivots, work, size)
  }

  static func getrs(
    _ transpose: CChar,
    _ n: Int32,
    _ columns: Int32,
    _ a: UnsafePointer<Double>,
    _ pivots: UnsafePointer<Int32>,
    _ b: UnsafeMutablePointer<Double>
  ) -> Int32 {
    adj_dgetrs(transpose, n, columns, a, pivots, b)
  }

  static func potrf(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>
  ) -> Int32 {
    adj_dpotrf(n, a)
  }

  static func trtrs(
    _ half: CChar,
    _ transpose: CChar,
    _ n: Int32,
    _ columns: Int32,
    _ a: UnsafePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) -> Int32 {
    adj_dtrtrs(half, transpose, n, columns, a, b)
  }

  static func gelqf(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>,
    _ tau: UnsafeMutablePointer<Double>,
    _ work: UnsafeMutablePointer<Double>,
    _ size: Int32
  ) -> Int32 {
    adj_dgelqf(m, n, a, tau, work, size)
  }

  static func orglq(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>,
    _ rows: Int32,
    _ tau: UnsafePointer<Double>,
    _ work: UnsafeMutablePointer<Double>,
    _ size: Int32
  ) -> Int32 {
    adj_dorglq(m, n, a, rows, tau, work, size)
  }

  static func gesdd(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>,
    _ s: UnsafeMutablePointer<Double>,
    _ u: UnsafeMutablePointer<Double>,
    _ vt: UnsafeMutablePointer<Double>,
    _ work: UnsafeMutablePointer<Double>,
    _ size: Int32,
    _ whole: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    adj_dgesdd(m, n, a, s, u, vt, work, size, whole)
  }

  static func syevd(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Double>,
    _ values: UnsafeMutablePointer<Double>,
    _ work: UnsafeMutablePointer<Double>,
    _ size: Int32,
    _ whole: UnsafeMutablePointer<Int32>,
    _ wholes: Int32
  ) -> Int32 {
    adj_dsyevd(n, a, values, work, size, whole, wholes)
  }

  static func gecon(
    _ n: Int32,
    _ a: UnsafePointer<Double>,
    _ norm: Double,
    _ work: UnsafeMutablePointer<Double>,
    _ whole: UnsafeMutablePointer<Int32>
  ) -> Double {
    adj_dgecon(n, a, norm, work, whole)
  }
}

extension Float: LAPACKElement {
  static func getrf(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>,
    _ pivots: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    adj_sgetrf(n, a, pivots)
  }

  static func getri(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>,
    _ pivots: UnsafePointer<Int32>,
    _ work: UnsafeMutablePointer<Float>,
    _ size: Int32
  ) -> Int32 {
    adj_sgetri(n, a, pivots, work, size)
  }

  static func getrs(
    _ transpose: CChar,
    _ n: Int32,
    _ columns: Int32,
    _ a: UnsafePointer<Float>,
    _ pivots: UnsafePointer<Int32>,
    _ b: UnsafeMutablePointer<Float>
  ) -> Int32 {
    adj_sgetrs(transpose, n, columns, a, pivots, b)
  }

  static func potrf(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>
  ) -> Int32 {
    adj_spotrf(n, a)
  }

  static func trtrs(
    _ half: CChar,
    _ transpose: CChar,
    _ n: Int32,
    _ columns: Int32,
    _ a: UnsafePointer<Float>,
    _ b: UnsafeMutablePointer<Float>
  ) -> Int32 {
    adj_strtrs(half, transpose, n, columns, a, b)
  }

  static func gelqf(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>,
    _ tau: UnsafeMutablePointer<Float>,
    _ work: UnsafeMutablePointer<Float>,
    _ size: Int32
  ) -> Int32 {
    adj_sgelqf(m, n, a, tau, work, size)
  }

  static func orglq(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>,
    _ rows: Int32,
    _ tau: UnsafePointer<Float>,
    _ work: UnsafeMutablePointer<Float>,
    _ size: Int32
  ) -> Int32 {
    adj_sorglq(m, n, a, rows, tau, work, size)
  }

  static func gesdd(
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>,
    _ s: UnsafeMutablePointer<Float>,
    _ u: UnsafeMutablePointer<Float>,
    _ vt: UnsafeMutablePointer<Float>,
    _ work: UnsafeMutablePointer<Float>,
    _ size: Int32,
    _ whole: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    adj_sgesdd(m, n, a, s, u, vt, work, size, whole)
  }

  static func syevd(
    _ n: Int32,
    _ a: UnsafeMutablePointer<Float>,
    _ values: UnsafeMutablePointer<Float>,
    _ work: UnsafeMutablePointer<Float>,
    _ size: Int32,
    _ whole: UnsafeMutablePointer<Int32>,
    _ wholes: Int32
  ) -> Int32 {
    adj_ssyevd(n, a, values, work, size, whole, wholes)
  }

  static func gecon(
    _ n: Int32,
    _ a: UnsafePointer<Float>,
    _ norm: Float,
    _ work: UnsafeMutablePointer<Float>,
    _ whole: UnsafeMutablePointer<Int32>
  ) -> Float {
    adj_sgecon(n, a, norm, work, whole)
  }
}
