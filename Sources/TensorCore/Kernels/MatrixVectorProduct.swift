internal import COpenBLAS
internal import CVectorMath

/// A product of a matrix, or of its transpose, with a vector.
///
/// What counts is to read the matrix once, in the order it is stored in, and on several threads where it is large.
struct MatrixVectorProduct {
  /// The sides of the matrix as it is stored, by rows.
  let rows: Int
  let columns: Int
  let transposes: Bool

  /// The elements of the matrix that one thread takes at a time: some 20 µs.
  private static let panelSize = 1 << 16

  /// The most elements of a matrix that is multiplied down its columns by our own kernels: more wait for memory.
  private static let mostTurned = 1 << 14

  /// Whether our own kernels are as fast as the library and one thread is enough.
  var isSmall: Bool {
    rows * columns < (transposes ? Self.mostTurned : 2 * Self.panelSize)
  }

  private var flag: CBLAS_TRANSPOSE { transposes ? CblasTrans : CblasNoTrans }
  private var resultCount: Int { transposes ? columns : rows }

  /// Writes the product, the longer side of the matrix split where it is large.
  ///
  /// Bound: `rows * columns` elements of the matrix, and vectors of its sides.
  func write<T: ProductElement>(
    _ matrix: UnsafePointer<T>,
    _ vector: UnsafePointer<T>,
    to result: UnsafeMutablePointer<T>,
    _ interruption: Interruption?
  ) throws(TensorError) {
    guard rows * columns >= 2 * MatrixVectorProduct.panelSize else {
      T.gemv(flag, Int32(rows), Int32(columns), matrix, Int32(columns), vector, result)
      return
    }
    let splitsRows = rows >= columns
    let (long, short) = splitsRows ? (rows, columns) : (columns, rows)
    let width = max(1, (MatrixVectorProduct.panelSize / short + 15) / 16 * 16)
    // The side that is split is the result's, or it is summed over: then each part has a result of its own.
    let isSummed = splitsRows == transposes
    let parts = (long + width - 1) / width
    let size = isSummed ? parts * resultCount : 0
    let partial = try Tensor(unfilled: [size], MemoryLayout<T>.size == 4 ? .float32 : .float64)
    let sums: UnsafeMutablePointer<T> = partial.bytes.assumingMemoryBound(to: T.self)
    try Workers.run(parts, interruption) { index in
      let part = index * width..<min(long, (index + 1) * width)
      let start = part.lowerBound
      T.gemv(
        flag,
        Int32(splitsRows ? part.count : rows),
        Int32(splitsRows ? columns : part.count),
        matrix + start * (splitsRows ? columns : 1),
        Int32(columns),
        isSummed ? vector + start : vector,
        isSummed ? sums + index * resultCount : result + start
      )
    }
    guard isSummed else { return }
    let sum = try Tensor(unfilled: [resultCount], partial.dtype)
    Reduction.sum.run(partial, 0, sum, 0, (1, parts, resultCount))
    result.update(from: sum.bytes.assumingMemoryBound(to: T.self), count: resultCount)
    withExtendedLifetime((sum, partial)) {}
  }
}
