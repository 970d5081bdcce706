internal import COpenBLAS
internal import CVectorMath

/// A kind of number that matrices are multiplied of, stored by rows: by our own kernels, and by CBLAS.
///
/// Bounds are those of CBLAS: `row` elements lie between the starts of two rows. Results are overwritten.
protocol ProductElement: BinaryFloatingPoint {
  /// The product of small matrices, or of a matrix and a vector.
  static func multiply(
    _ product: adj_product,
    _ a: UnsafePointer<Self>,
    _ b: UnsafePointer<Self>,
    _ y: UnsafeMutablePointer<Self>
  )
  /// The product of a stored matrix of `m` rows and `n` columns, or of its transpose, with a vector.
  static func gemv(
    _ transpose: CBLAS_TRANSPOSE,
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafePointer<Self>,
    _ row: Int32,
    _ x: UnsafePointer<Self>,
    _ y: UnsafeMutablePointer<Self>
  )
  /// The `m` by `n` product, over an inner side of `k`, of matrices or their transposes.
  static func gemm(
    _ transposes: (CBLAS_TRANSPOSE, CBLAS_TRANSPOSE),
    _ sizes: (m: Int32, n: Int32, k: Int32),
    _ a: (start: UnsafePointer<Self>, row: Int32),
    _ b: (start: UnsafePointer<Self>, row: Int32),
    _ y: (start: UnsafeMutablePointer<Self>, row: Int32)
  )
}

extension Double: ProductElement {
  static func multiply(
    _ product: adj_product,
    _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>,
    _ y: UnsafeMutablePointer<Double>
  ) {
    withUnsafePointer(to: product) { adj_multiply_f64(InstructionSet.current.kernels, $0, a, b, y) }
  }

  static func gemv(
    _ transpose: CBLAS_TRANSPOSE,
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafePointer<Double>,
    _ row: Int32,
    _ x: UnsafePointer<Double>,
    _ y: UnsafeMutablePointer<Double>
  ) {
    // What stood there before must not count, not even as 0 times NaN.
    y.update(repeating: 0, count: Int(transpose == CblasTrans ? n : m))
    adj_dgemv(transpose, m, n, a, row, x, y)
  }

  static func gemm(
    _ transposes: (CBLAS_TRANSPOSE, CBLAS_TRANSPOSE),
    _ sizes: (m: Int32, n: Int32, k: Int32),
    _ a: (start: UnsafePointer<Double>, row: Int32),
    _ b: (start: UnsafePointer<Double>, row: Int32),
    _ y: (start: UnsafeMutablePointer<Double>, row: Int32)
  ) {
    let (m, n, k) = sizes
    adj_dgemm(transposes.0, transposes.1, m, n, k, a.start, a.row, b.start, b.row, y.start, y.row)
  }
}

extension Float: ProductElement {
  static func multiply(
    _ product: adj_product,
    _ a: UnsafePointer<Float>,
    _ b: UnsafePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: product) { adj_multiply_f32(InstructionSet.current.kernels, $0, a, b, y) }
  }

  static func gemv(
    _ transpose: CBLAS_TRANSPOSE,
    _ m: Int32,
    _ n: Int32,
    _ a: UnsafePointer<Float>,
    _ row: Int32,
    _ x: UnsafePointer<Float>,
    _ y: UnsafeMutablePointer<Float>
  ) {
    y.update(repeating: 0, count: Int(transpose == CblasTrans ? n : m))
    adj_sgemv(transpose, m, n, a, row, x, y)
  }

  static func gemm(
    _ transposes: (CBLAS_TRANSPOSE, CBLAS_TRANSPOSE),
    _ sizes: (m: Int32, n: Int32, k: Int32),
    _ a: (start: UnsafePointer<Float>, row: Int32),
    _ b: (start: UnsafePointer<Float>, row: Int32),
    _ y: (start: UnsafeMutablePointer<Float>, row: Int32)
  ) {
    let (m, n, k) = sizes
    adj_sgemm(transposes.0, transposes.1, m, n, k, a.start, a.row, b.start, b.row, y.start, y.row)
  }
}
